// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.scenario.spec.SloSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    private static final SloSpec FAST = slo("latency.p99", SloSpec.Relation.LESS, 0.05);
    private static final SloSpec MUCH = slo("throughput", SloSpec.Relation.AT_LEAST, 100);

    private static SloSpec slo(String metric, SloSpec.Relation relation, double bound) {
        return new SloSpec("web." + metric, "web", metric, relation, bound);
    }

    private static PointResult point(MetricSummary... metrics) {
        return new PointResult(Map.of(), 0, "", true, List.of(), List.of(metrics), List.of());
    }

    private static MetricSummary metric(String name, double low, double high) {
        return new MetricSummary("web", name, "", (low + high) / 2, low, high, 5, List.of());
    }

    @ParameterizedTest
    @CsvSource({"0.03, 0.04, MEETS", "0.04, 0.06, UNDECIDED", "0.04, 0.05, UNDECIDED", "0.05, 0.06, MISSES"})
    void dependsOnWhereTheIntervalLies(double low, double high, Verdict verdict) {
        assertThat(Verdict.of(point(metric("latency.p99", low, high)), List.of(FAST)))
                .isEqualTo(verdict);
    }

    @Test
    void isTheWorstOfSeveralSlos() {
        MetricSummary fast = metric("latency.p99", 0.01, 0.02);
        MetricSummary unsure = metric("latency.p99", 0.01, 0.2);
        assertThat(Verdict.of(point(fast, metric("throughput", 100, 120)), List.of(FAST, MUCH)))
                .isEqualTo(Verdict.MEETS);
        assertThat(Verdict.of(point(unsure, metric("throughput", 100, 120)), List.of(FAST, MUCH)))
                .isEqualTo(Verdict.UNDECIDED);
        assertThat(Verdict.of(point(unsure, metric("throughput", 80, 90)), List.of(FAST, MUCH)))
                .isEqualTo(Verdict.MISSES);
    }

    @Test
    void ofNothingMeasuredIsAMiss() {
        assertThat(Verdict.of(point(), List.of(FAST))).isEqualTo(Verdict.MISSES);
        assertThat(Verdict.of(point(MetricSummary.unknown("web", "latency.p99")), List.of(FAST)))
                .isEqualTo(Verdict.MISSES);
    }

    @Test
    void oneReplicationDecidesNothing() {
        MetricSummary single = new MetricSummary("web", "latency.p99", "", 0.01, Double.NaN, Double.NaN, 1, List.of());
        assertThat(Verdict.of(point(single), List.of(FAST))).isEqualTo(Verdict.UNDECIDED);
    }
}
