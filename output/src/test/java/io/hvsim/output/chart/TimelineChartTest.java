// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.output.Timelines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineChartTest {

    @Test
    void theDataSaysWhatEachRowShows() {
        Chart chart = TimelineChart.of(Timelines.ofOneVcpu(), "Timeline", "First replication");
        assertThat(chart.data().rows())
                .containsExactly(
                        List.of("row", "shows", "from_ns", "to_ns", "ns"),
                        List.of("pCPU 0", "web", "2000", "4000", "2000"),
                        List.of("pCPU 0", "nobody", "4000", "9000", "5000"),
                        List.of("pCPU 0", "web", "9000", "12000", "3000"),
                        List.of("web", "user", "2000", "3500", "1500"),
                        List.of("web", "overhead", "3500", "4000", "500"),
                        List.of("web", "idle", "4000", "9000", "5000"),
                        List.of("web", "spin", "9000", "12000", "3000"));
        assertThat(ChartFormat.PNG.write(chart)).isNotEmpty();
    }

    @Test
    void whatHasNoRoomIsLeftOutAndSaid() {
        Chart chart = TimelineChart.of(Timelines.ofManyVcpus(100), "Timeline", "First replication");
        assertThat(chart.picture().description())
                .isEqualTo("First replication; shown are the first 16 of 100 pCPUs and the 24 busiest of 100 vCPUs");
        List<String> rows =
                chart.data().rows().stream().map(row -> row.get(0)).distinct().toList();
        assertThat(rows).hasSize(1 + 16 + 24).contains("pCPU 15", "web vCPU 76", "web vCPU 99");
        assertThat(rows).doesNotContain("pCPU 16", "web vCPU 75");
    }

    /** Spans of 1 ns in a row that shows no less than 4: they become blocks of their shares, between exact longer spans. */
    @Test
    void shortSpansBecomeShares() {
        TimelineRow<String> row = new TimelineRow<>(0, 4);
        row.add("idle", 10);
        for (int i = 11; i <= 20; i++) {
            row.add(i % 2 == 0 ? "user" : "kernel", i);
        }
        row.add("idle", 30);
        row.add("idle", 50);
        assertThat(row.blocks())
                .containsExactly(
                        new TimelineRow.Block<>(0, 10, Map.of("idle", 10L)),
                        new TimelineRow.Block<>(10, 14, Map.of("kernel", 2L, "user", 2L)),
                        new TimelineRow.Block<>(14, 18, Map.of("kernel", 2L, "user", 2L)),
                        new TimelineRow.Block<>(18, 20, Map.of("kernel", 1L, "user", 1L)),
                        new TimelineRow.Block<>(20, 50, Map.of("idle", 30L)));
    }
}
