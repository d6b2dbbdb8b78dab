// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.output.MadeUp;
import io.hvsim.output.Small;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTableTest {

    @Test
    void numbersAreAlignedAndUnknownOnesDashed() {
        assertThat(ConsoleTable.of(Small.result()).text(0)).isEqualTo("""
                        platform   offered load  throughput     p99 latency
                        native     100/s         100 ± 2 /s  2.20 ± 1.65 ms
                        VMI, lazy  100/s           0 ± 1 /s               -
                        ±: 95 % confidence interval
                        """);
    }

    @Test
    void aNarrowTerminalGetsFewerColumnsAndIsTold() {
        ConsoleTable table = ConsoleTable.of(MadeUp.experiment()
                .measuring((labels, each) -> {
                    each.put("web", "throughput", "1/s", 12_345);
                    each.put("web", "latency.mean", "s", 0.001);
                    each.put("web", "latency.p50", "s", 0.0005);
                    each.put("web", "latency.p99", "s", 1.5);
                    each.put("web", "cpu.overhead", "share", 0.25);
                    each.put("web", "cpu.ready", "share", 0);
                })
                .replications(1)
                .build());

        assertThat(table.text(60).lines().map(String::length)).allMatch(length -> length <= 60);
        assertThat(table.text(40).lines()).first().isEqualTo("throughput  p99 latency  overhead");
        assertThat(table.text(40)).endsWith("left out to fit: mean latency, p50 latency (all are in summary.csv)\n");
        assertThat(table.text(0)).doesNotContain("left out", "ready", "±");
    }

    @Test
    void columnsThatWereAskedForStayInTheirOrderWhateverTheWidth() {
        ConsoleTable table = ConsoleTable.of(
                MadeUp.experiment()
                        .measuring((labels, each) -> {
                            each.put("web", "throughput", "1/s", 12_345);
                            each.put("web", "latency.mean", "s", 0.001);
                            each.put("web", "latency.p95", "s", 0.0025);
                            each.put("web", "cpu.costop", "share", 0);
                        })
                        .replications(1)
                        .build(),
                List.of("latency.p95", "latency.mean", "cpu.costop", "latency.max"));

        assertThat(table.text(20)).isEqualTo("""
                p95 latency  mean latency  co-stop  longest latency
                    2.50 ms       1.00 ms      0 %                -
                """);
    }

    @Test
    void sharesOfTimeThatAreLeftOfRoundingAreNothing() {
        MadeUp made = MadeUp.experiment()
                .measuring((labels, each) -> {
                    each.put("web", "throughput", "1/s", 12_345);
                    each.put("web", "cpu.overhead", "share", -2e-12);
                })
                .replications(1);

        assertThat(ConsoleTable.of(made.build()).text(0)).doesNotContain("overhead");
        assertThat(ConsoleTable.of(made.build(), List.of("cpu.overhead")).text(0))
                .isEqualTo("""
                overhead
                     0 %
                """);
    }

    @Test
    void groupsAreNamedWhenThereAreSeveral() {
        ConsoleTable table = ConsoleTable.of(MadeUp.experiment()
                .measuring((labels, each) -> {
                    each.put("web", "throughput", "1/s", 5);
                    each.put("db", "throughput", "1/s", 6);
                    each.put("*", "host.utilization", "share", 0.5);
                })
                .build());

        assertThat(table.text(0).lines().map(line -> line.split(" ")[0])).containsExactly("VM", "web", "db", "±:");
    }
}
