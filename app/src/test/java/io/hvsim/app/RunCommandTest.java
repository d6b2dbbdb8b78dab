// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
    private static final String SMALL = """
            title: Small
            question: Does everything get written?
            host: xeon-5160
            hypervisor: esx-3.5
            vms:
              web: {guest: ubuntu-7.10, technique: auto, workload: static-web}
            load: {open: {rate: 400/s, arrivals: poisson}}
            sweep:
              vms.web.vmi: [false, true]
              vms.web.count: [1, 6]
            run: {warmup: 100 ms, duration: 400 ms, replications: 2, seed: 7}
            slo: [web.latency.p99 < 50 ms]
            """;

    @TempDir
    private Path folder;

    private Path scenario;
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void writeScenario() throws IOException {
        scenario = Files.writeString(folder.resolve("small.yaml"), SMALL);
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private int run(String out, String... more) {
        String[] fixed = {"run", scenario.toString(), "--out", out(out).toString()};
        return terminal.run(Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void assertSameBytes(Path one, Path other, String... names) throws IOException {
        for (String name : names) {
            assertThat(other.resolve(name)).hasSameBinaryContentAs(one.resolve(name));
        }
    }

    @Test
    void writesEverythingAndPrintsTheTable() throws IOException {
        assertThat(run("out")).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertThat(out("out"))
                .isDirectoryContaining("glob:**/summary.csv")
                .isDirectoryContaining("glob:**/replications.csv")
                .isDirectoryContaining("glob:**/summary.json")
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/scenario.yaml")
                .isDirectoryContaining("glob:**/manifest.json");
        for (String ending : List.of("svg", "png", "pdf", "csv")) {
            assertThat(out("out").resolve("charts")).isDirectoryContaining("glob:**." + ending);
        }
        assertThat(Files.readString(out("out").resolve("summary.csv")))
                .startsWith("vms.web.vmi,vms.web.count,vm,metric,unit,mean,ci_low,ci_high,replications\n");
        assertThat(terminal.out()).contains("throughput").contains("p99");
        assertThat(terminal.err()).contains("SLO web.latency.p99 < 50 ms: met at 4 of 4 points");
    }

    @Test
    void chartsAreDrawnInTheFormatsThatAreAskedFor() throws IOException {
        assertThat(run("out", "--charts", "svg,csv")).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertThat(files(out("out").resolve("charts")))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.toString()).matches(".*\\.(svg|csv)"));
        assertThat(run("out", "--charts", "gif")).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void oneAndTwoThreadsWriteTheSameBytes() throws IOException {
        run("one", "--threads", "1");
        run("two", "--threads", "2");
        List<Path> charts = files(out("one").resolve("charts"));
        assertThat(charts).isNotEmpty();
        assertSameBytes(out("one"), out("two"), "summary.csv", "replications.csv", "summary.json", "scenario.yaml");
        for (Path chart : charts) {
            assertSameBytes(out("one"), out("two"), "charts/" + chart.getFileName());
        }
    }

    @Test
    void theWrittenScenarioRunsToTheSameBytes() throws IOException {
        run("first", "--no-charts", "--set", "vms.web.vcpus=2", "--seed", "3");
        terminal.run(
                "run",
                out("first").resolve("scenario.yaml").toString(),
                "--no-charts",
                "--out",
                out("again").toString());
        assertSameBytes(out("first"), out("again"), "summary.csv", "replications.csv", "summary.json", "scenario.yaml");
    }

    @Test
    void reportDrawsTheSameChartsAgain() throws IOException {
        run("out");
        Path kept = out("kept");
        Files.createDirectory(kept);
        for (Path chart : files(out("out").resolve("charts"))) {
            Files.move(chart, kept.resolve(chart.getFileName()));
        }
        assertThat(terminal.run("report", out("out").toString())).isEqualTo(ExitCode.DONE);
        assertThat(files(kept)).isNotEmpty();
        for (Path chart : files(kept)) {
            assertThat(out("out").resolve("charts").resolve(chart.getFileName()))
                    .hasSameBinaryContentAs(chart);
        }
    }

    /** A batch of a few milliseconds ends before the first interval of its time series. */
    @Test
    void shortBatchIsDrawnWithoutTimeSeries() throws IOException {
        Files.writeString(scenario, """
                title: Short
                host: ideal
                hypervisor: bare-metal
                vms: {vm: {guest: ideal, workload: ideal-service, load: {batch: {jobs: 3}}}}
                run: {until: done, replications: 1}
                """);
        assertThat(run("out")).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertThat(out("out").resolve("charts")).isDirectoryNotContaining("glob:**/time*");
    }

    @Test
    void uncertaintyShowsBandsAndWhatMovesThem() throws IOException {
        assertThat(run("out", "--uncertainty", "8", "--no-charts"))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains("band that holds 90 % of the samples of uncertain figures");
        assertThat(Files.readString(out("out").resolve("report.html"))).contains("Latin hypercube");
        assertThat(run("other", "--uncertainty", "1")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("--uncertainty takes 2 to 10000 samples, not 1");
    }

    @Test
    void wrongScenarioWritesNothingAndSaysEverything() throws IOException {
        Files.writeString(scenario, """
                title: Broken
                host: pentium-4-672
                hypervisor: esx-3.0
                vms:
                  web:
                    vcpsu: 2
                    guest: ubuntu-7.40
                    vmi: true
                    memory: 512
                    workload: static-web
                run: {duration: 1 s}
                title: Twice
                """);
        assertThat(run("out")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(out("out")).doesNotExist();
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err().replace(scenario.toString(), "small.yaml")).isEqualTo("""
                        small.yaml:6:5: error: unknown key 'vcpsu' in vms.web
                            6 |     vcpsu: 2
                              |     ^^^^^
                           did you mean 'vcpus'? keys allowed here: count, vcpus, memory, memory-use, migration, guest, technique, interrupt-controller, vmi, features, large-pages, guest-pages, host-pages, memory-backing, idle, shares, reservation, limit, pool, affinity, memory-sockets, devices, workload, load
                        small.yaml:7:12: error: unknown guest 'ubuntu-7.40' in vms.web.guest
                            7 |     guest: ubuntu-7.40
                              |            ^^^^^^^^^^^
                           did you mean 'ubuntu-7.04' or 'ubuntu-7.10'?
                        small.yaml:8:10: error: no VMI on hypervisor 'esx-3.0' in vms.web
                            8 |     vmi: true
                              |          ^^^^
                           hypervisors with VMI: esx-3.5, esx-4.0
                        small.yaml:9:13: error: number '512' without a unit in vms.web.memory
                            9 |     memory: 512
                              |             ^^^
                           write a size such as '512 MiB'; units: B, KiB, MiB, GiB, TiB, kB, MB, GB or TB
                        small.yaml:12:1: error: duplicate key 'title'
                           12 | title: Twice
                              | ^^^^^
                           already given at small.yaml:1:1: keep one of them
                        """);
    }

    @Test
    void sloThatNoPointMeetsEndsWithOne() {
        assertThat(run("out", "--no-charts", "--set", "slo=[web.latency.p99 < 1 us]"))
                .isEqualTo(ExitCode.MISSED);
    }

    @Test
    void precisionThatIsMissedEndsWithOneAndSaysSo() {
        int code = run(
                "out",
                "--no-charts",
                "--set",
                "run.precision={metric: web.latency.mean, relative: 0.01 %, at most: 3}");
        assertThat(code).isEqualTo(ExitCode.MISSED);
        assertThat(terminal.err()).contains("after 3 replications").contains("not reached");
    }

    @Test
    void csvAndJsonGoToStandardOutputAsTheyGoToTheFiles() throws IOException {
        run("out", "--no-charts", "--format", "csv");
        assertThat(terminal.out()).isEqualTo(Files.readString(out("out").resolve("summary.csv")));
    }

    @Test
    void theTableShowsTheMetricsThatAreAskedForAndNoneThatAreUnknown() {
        assertThat(run("out", "--no-charts", "--quiet", "--columns", "latency.p95,latency.mean"))
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.out().lines()).first().asString().matches("vmi +VMs +p95 latency +mean latency");
        assertThat(run("other", "--columns", "latency.p95,latency.meen")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("unknown metric 'latency.meen': did you mean 'latency.mean'");
        assertThat(out("other")).doesNotExist();
    }

    @Test
    void wrongArgumentsEndWithTwo() {
        assertThat(terminal.run("run")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.run("runn", "x")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run("out", "--threads", "0")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.run("run", "no-such-file.yaml")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).doesNotContain("\tat ");
    }
}
