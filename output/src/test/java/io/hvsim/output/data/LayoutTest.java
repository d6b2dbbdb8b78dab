// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ChartSpec.Kind;
import io.hvsim.output.MadeUp;
import io.hvsim.output.Studies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private final Points three = new Points(MadeUp.experiment()
            .axis("platform", "native", "VMI")
            .axis("vms.web.vcpus", "1", "2")
            .axis("load.open.rate", "100/s", "200/s", "300/s")
            .build());

    @Test
    void axesThatTheChartDoesNotNamePartTheSeries() {
        Layout layout = Layout.of(three, MadeUp.spec("c", Kind.LINES, "load.open.rate", "platform", "throughput"));

        assertThat(layout.xLabels()).containsExactly("100/s", "200/s", "300/s");
        assertThat(layout.series())
                .extracting(Layout.Series::label)
                .containsExactly(
                        "native, vCPUs per VM 1",
                        "native, vCPUs per VM 2",
                        "VMI, vCPUs per VM 1",
                        "VMI, vCPUs per VM 2");
        assertThat(layout.point("200/s", layout.series().get(1)).orElseThrow().axes())
                .isEqualTo(Map.of("platform", "native", "vms.web.vcpus", "2", "load.open.rate", "200/s"));
    }

    @Test
    void aSiblingDiffersInOneLabel() {
        Layout layout = Layout.of(three, MadeUp.spec("c", Kind.LINES, "load.open.rate", "platform", "throughput"));

        assertThat(layout.sibling(layout.series().get(3), "platform", "native"))
                .contains(layout.series().get(1));
    }

    @Test
    void theBandRunsThroughEveryPlace() {
        Points study = new Points(Studies.workloads("central", "optimistic").build());
        ChartSpec spec = new ChartSpec(
                "c",
                Kind.BARS,
                "",
                "",
                "workload",
                "platform",
                List.of("makespan"),
                "",
                "",
                Double.NaN,
                "figures",
                false,
                false);
        Layout layout = Layout.of(study, spec);

        assertThat(layout.bandLabels()).containsExactly("central", "optimistic");
        assertThat(layout.series()).hasSize(4);
        assertThat(layout.point("mail", layout.series().get(0)).orElseThrow().axes())
                .containsEntry("figures", "central");
    }

    @Test
    void anUnknownAxisIsRefused() {
        assertThatThrownBy(() -> Layout.of(three, MadeUp.spec("c", Kind.LINES, "load", "platform", "throughput")))
                .hasMessage(
                        "chart 'c': the sweep has no axis 'load', only" + " [platform, vms.web.vcpus, load.open.rate]");
    }

    @Test
    void aSweepReadsAlongItsNumbers() {
        assertThat(Sweep.of(three)).isEqualTo(new Sweep("load.open.rate", true, "platform", ""));
        assertThat(Sweep.of(
                        new Points(Studies.workloads("central", "optimistic").build())))
                .isEqualTo(new Sweep("workload", false, "platform", "figures"));
        assertThat(Sweep.of(new Points(Studies.single().build()))).isEqualTo(new Sweep("", false, "", ""));
    }
}
