// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.result.LatencyCurve;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PooledCurveTest {

    /** 10 requests at 1 s and 2 s half and half, and 30 at 2 s and 4 s half and half: 5, 20 and 15 of 40. */
    @Test
    void replicationsCountByTheirRequests() {
        PooledCurve curve = PooledCurve.of(
                point(
                        new LatencyCurve("web", new double[] {1, 2}, new double[] {0.5, 1}, 10),
                        new LatencyCurve("web", new double[] {2, 4}, new double[] {0.5, 1}, 30)),
                "web",
                500);

        assertThat(curve.seconds()).containsExactly(1, 2, 4);
        assertThat(curve.share()).containsExactly(0.125, 0.625, 1);
    }

    @Test
    void longCurvesAreThinnedButKeepTheirEnd() {
        double[] seconds = new double[10_000];
        double[] share = new double[10_000];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = 0.001 * (i + 1);
            share[i] = (i + 1) / 10_000.0;
        }
        PooledCurve curve = PooledCurve.of(point(new LatencyCurve("web", seconds, share, 10_000)), "web", 100);

        assertThat(curve.seconds()).hasSizeBetween(50, 102).isSorted();
        assertThat(curve.seconds()[curve.seconds().length - 1]).isEqualTo(10);
        assertThat(curve.share()[curve.share().length - 1]).isEqualTo(1);
    }

    @Test
    void withoutRequestsThereIsNoCurve() {
        assertThat(PooledCurve.of(point(new LatencyCurve("web", new double[0], new double[0], 0)), "web", 100)
                        .isEmpty())
                .isTrue();
    }

    private static PointResult point(LatencyCurve... curves) {
        List<RunResult> runs = Arrays.stream(curves)
                .map(curve -> new RunResult(0, 0, 1, 1, List.of(), List.of(curve), List.of()))
                .toList();
        return new PointResult(Map.of(), 0, "", true, List.of(), List.of(), runs);
    }
}
