// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ChartSpec.Kind;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.MadeUp;
import io.hvsim.output.Studies;
import io.hvsim.output.number.Unit;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class DefaultChartsTest {

    @Test
    void aLoadSweepIsDrawnAsLinesWithItsLimit() {
        List<ChartSpec> charts =
                DefaultCharts.of(Studies.loadSweep().curves().build(), Map.of("web.latency.p99", 0.05));

        assertThat(charts)
                .extracting(ChartSpec::name, ChartSpec::kind, ChartSpec::x, ChartSpec::slo)
                .containsExactly(
                        Tuple.tuple("throughput", Kind.LINES, "load.open.rate", Double.NaN),
                        Tuple.tuple("latency", Kind.LINES, "load.open.rate", 0.05),
                        Tuple.tuple("cpu", Kind.CPU_SPLIT, "load.open.rate", Double.NaN),
                        Tuple.tuple("blame", Kind.BLAME, "load.open.rate", Double.NaN),
                        Tuple.tuple("distribution", Kind.CDF, "load.open.rate", Double.NaN));
        assertThat(charts.get(1).metrics()).containsExactly("latency.p50", "latency.p99");
        assertThat(charts.get(1).logY()).isTrue();
    }

    @Test
    void batchesAreJudgedByMakespanRelativeToNative() {
        List<ChartSpec> charts =
                DefaultCharts.of(Studies.workloads("central", "optimistic").build());

        assertThat(charts).extracting(ChartSpec::name).containsExactly("makespan", "cpu");
        assertThat(charts.get(0).normalizeTo()).isEqualTo("native");
        assertThat(charts.get(0).band()).isEqualTo("figures");
        assertThat(charts.get(0).series()).isEqualTo("platform");
    }

    @Test
    void aSinglePointHasNoChartsOfOneNumber() {
        assertThat(DefaultCharts.of(Studies.single().build()))
                .extracting(ChartSpec::kind)
                .containsExactly(Kind.CPU_SPLIT, Kind.BLAME, Kind.CDF, Kind.TIME_SERIES);
    }

    @Test
    void runsShorterThanAnIntervalHaveNoTimeSeries() {
        assertThatThrownBy(() -> Scale.between(0, 0, Unit.forValue("s", 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no scale from 0.0 to 0.0");
    }

    @Test
    void groupsOfVmsHaveChartsOfTheirOwn() {
        List<ChartSpec> charts = DefaultCharts.of(MadeUp.experiment()
                .axis("scheduler", "credit", "eevdf")
                .measuring((labels, each) -> {
                    each.put("web", "throughput", "1/s", 5);
                    each.put("batch", "makespan", "s", 6);
                })
                .build());

        assertThat(charts).extracting(ChartSpec::name).containsExactly("throughput-web", "makespan-batch");
    }

    @Test
    void everyDefaultChartCanBeDrawn() {
        for (MadeUp study :
                List.of(Studies.loadSweep().curves(), Studies.workloads("central", "pessimistic"), Studies.single())) {
            ExperimentResult result = study.build();
            assertThat(Charts.specs(result))
                    .allSatisfy(spec -> assertThat(ChartFormat.SVG.write(Charts.of(result, spec)))
                            .isNotEmpty());
        }
    }
}
