// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on performance and its charts say what was measured, and nothing else. */
class PerformancePageTest {
    private static final Path RESULTS = Path.of("../benchmarks/results");
    private static final Path PAGE = Path.of("../docs/performance.md");
    private static final Path CHARTS = Path.of("../docs/performance");
    private static final boolean UPDATE = Boolean.getBoolean("update.golden");
    private static final String HOW_TO_UPDATE = "run the test with -Dupdate.golden=true to write it anew";

    @TempDir
    private Path folder;

    private static PerformancePage current() throws IOException {
        try (Stream<Path> versions = Files.list(RESULTS)) {
            Path latest = versions.filter(Files::isDirectory)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return PerformancePage.of(latest, "benchmarks/results/" + latest.getFileName() + "/");
        }
    }

    private static void delete(List<Path> files) throws IOException {
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static List<Path> drawn() throws IOException {
        try (Stream<Path> files = Files.list(CHARTS)) {
            return files.toList();
        }
    }

    @Test
    void pageAndChartsAreCurrent() throws IOException {
        PerformancePage page = current();
        if (UPDATE) {
            Files.createDirectories(CHARTS);
            delete(drawn());
            Files.writeString(PAGE, page.text());
            for (Map.Entry<String, byte[]> chart : page.charts().entrySet()) {
                Files.write(CHARTS.resolve(chart.getKey()), chart.getValue());
            }
        }
        assertThat(PAGE).as(HOW_TO_UPDATE).hasContent(page.text());
        assertThat(drawn()).as(HOW_TO_UPDATE).hasSize(page.charts().size());
        page.charts()
                .forEach((name, chart) ->
                        assertThat(CHARTS.resolve(name)).as(HOW_TO_UPDATE).hasBinaryContent(chart));
    }

    @Test
    void whatWasNotMeasuredIsSaid() throws IOException {
        PerformancePage page = PerformancePage.of(folder, "nowhere/");
        assertThat(page.text()).contains("Not measured for this version: `benchmarks/measure startup`.");
        assertThat(page.charts()).isEmpty();
    }

    @Test
    void figuresOfATableAppearWithDateMachineAndRatio() throws IOException {
        Files.writeString(folder.resolve("machines.csv"), """
                file,date,machine,java,load
                scaling.csv,2026-01-02,3 CPUs Made Up,17,0.1
                threads.csv,2026-01-03,5 CPUs Made Up,21,2
                """);
        Files.writeString(folder.resolve("scaling.csv"), """
                axis,value,scheduler,events,cpu_ns_per_event,bytes_per_vm
                VMs,1,one,1000,200,
                VMs,10000,one,1000,300,2048
                """);
        Files.writeString(folder.resolve("threads.csv"), """
                threads,points,replications,wall_s,speed_up,rounds
                1,8,4,10,1.000,5
                2,8,4,5.2,1.923,5
                """);
        PerformancePage page = PerformancePage.of(folder, "made-up/");
        assertThat(page.text())
                .contains(
                        "| 10,000 | 1.50 (300 ns) | 2.00 KiB |",
                        "Measured on 2026-01-02 on 3 CPUs Made Up, Java 17, load average 0.1 before.")
                .contains("| 2 | 1.92 | 5.20 s |", "(performance/by-vms.svg)")
                .doesNotContain("measure scaling");
        assertThat(page.charts()).containsOnlyKeys("by-vms.svg", "threads.svg");
    }
}
