// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.MadeUp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TornadoChartTest {
    private static final Map<String, String> NATIVE = Map.of("platform", "native");
    private static final Map<String, String> VMI = Map.of("platform", "VMI");

    /** Throughput varies by 1 % and the makespan by 40 %, on VMI; less on native. */
    private static final ExperimentResult UNCERTAIN = MadeUp.experiment()
            .axis("platform", "native", "VMI")
            .replications(4)
            .noise(0.4)
            .measuring((labels, each) -> {
                each.put(MadeUp.WEB, "throughput", "share", 100);
                each.put(MadeUp.WEB, "makespan", labels.get("platform").equals("VMI") ? "s" : "share", 10);
            })
            .influence(VMI, "throughput", "clock", 99, 101)
            .influence(NATIVE, "makespan", "clock", 10.1, 9.9)
            .influence(VMI, "makespan", "vmi-call", 9, 11)
            .influence(VMI, "makespan", "page-fault", 12, 8)
            .build();

    private static final List<ChartSpec> SPECS = TornadoChart.specs(UNCERTAIN);

    @Test
    void showsTheMetricThatFiguresMoveMostWhereTheyDo() {
        assertThat(SPECS).hasSize(1);
        assertThat(SPECS.get(0).metrics()).containsExactly("makespan");
        assertThat(new String(ChartFormat.CSV.write(Charts.of(UNCERTAIN, SPECS.get(0))), StandardCharsets.UTF_8))
                .isEqualTo("figure,vm,metric,unit,low,high,first_order,rank_correlation\n"
                        + "page-fault,web,makespan,share,12,8,0.5,-1\n"
                        + "vmi-call,web,makespan,share,9,11,0.5,1\n");
    }

    @Test
    void followsTheChartsOfTheScenario() {
        assertThat(Charts.specs(UNCERTAIN)).last().isEqualTo(SPECS.get(0));
    }

    @Test
    void drawingTwiceGivesTheSameBytes() {
        for (ChartFormat format : ChartFormat.values()) {
            assertThat(format.write(Charts.of(UNCERTAIN, SPECS.get(0))))
                    .isEqualTo(format.write(Charts.of(UNCERTAIN, SPECS.get(0))));
        }
    }

    @Test
    void isNotDrawnOfRunsWithCertainFigures() {
        ExperimentResult certain = MadeUp.experiment()
                .measuring((labels, each) -> each.put(MadeUp.WEB, "makespan", "s", 10))
                .build();
        assertThat(TornadoChart.specs(certain)).isEmpty();
        assertThatThrownBy(() -> Charts.of(certain, SPECS.get(0)))
                .hasMessage("chart 'tornado': no uncertain figure moves web.makespan");
    }
}
