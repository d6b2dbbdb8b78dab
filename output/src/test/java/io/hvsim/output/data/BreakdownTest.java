// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.MadeUp;
import io.hvsim.output.Studies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakdownTest {

    @Test
    void vcpuTimeSumsToOne() {
        ExperimentResult study = Studies.loadSweep().build();

        assertThat(study.points())
                .allSatisfy(point ->
                        assertThat(Breakdown.ofCpu(point, MadeUp.WEB).total()).isEqualTo(1, within(1e-9)));
    }

    @Test
    void partsOfAPercentileSumToIt() {
        ExperimentResult study = Studies.loadSweep().build();

        assertThat(study.points()).allSatisfy(point -> {
            double p99 = Points.estimate(point, MadeUp.WEB, "latency.p99").mean();
            assertThat(Breakdown.ofLatency(point, MadeUp.WEB, "p99").total()).isEqualTo(p99, within(1e-9 * p99));
        });
    }

    @Test
    void exitReasonsAreGatheredIntoFamilies() {
        Breakdown parts = Breakdown.ofLatency(
                point(
                        "blame.p99.overhead.pf-true", 1,
                        "blame.p99.overhead.pte-trace", 2,
                        "blame.p99.overhead.hlt", 4,
                        "blame.p99.spin", 8,
                        "blame.p99.lock-wait", 16),
                "web",
                "p99");

        assertThat(parts.parts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(Part.PAGING, 3.0, Part.INTERRUPTS, 4.0, Part.LOCKS, 24.0));
    }

    @Test
    void causesOfLaterVersionsAreKeptAsOther() {
        Breakdown parts =
                Breakdown.ofLatency(point("blame.p99.overhead.quantum-trap", 1, "blame.p99.teleport", 2), "web", "p99");

        assertThat(parts.parts()).containsExactly(Map.entry(Part.OTHER, 1.0), Map.entry(Part.UNNAMED, 2.0));
    }

    @Test
    void overheadWithoutReasonsIsOtherOverhead() {
        Breakdown parts = Breakdown.ofCpu(
                point("cpu.user", 0.5, "cpu.overhead", 0.3, "overhead.hlt", 0.1, "cpu.idle", 0.2), "web");

        assertThat(parts.of(Part.INTERRUPTS)).isEqualTo(0.1);
        assertThat(parts.of(Part.OTHER)).isEqualTo(0.2, within(1e-12));
        assertThat(parts.total()).isEqualTo(1, within(1e-12));
    }

    @Test
    void unknownValuesAreNotDrawn() {
        assertThat(Breakdown.ofLatency(point("blame.p99.user", Double.NaN), "web", "p99")
                        .isEmpty())
                .isTrue();
    }

    private static PointResult point(Object... namesAndValues) {
        List<MetricSummary> metrics = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            double value = ((Number) namesAndValues[i + 1]).doubleValue();
            metrics.add(new MetricSummary("web", (String) namesAndValues[i], "s", value, value, value, 5, List.of()));
        }
        return new PointResult(Map.of(), 0, "", true, List.of(), metrics, List.of());
    }
}
