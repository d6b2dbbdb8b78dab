// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code hvsim explain} says, whole; -Dupdate.golden=true writes the expected texts anew. */
class ExplainCommandTest {
    private static final Path EXPECTED = Path.of("src/test/resources/io/hvsim/app");
    private static final String TWO_GROUPS = """
            title: Two groups
            host: ideal
            hypervisor: ideal
            vms:
              fast: {guest: ideal, workload: ideal-service, load: {open: {rate: 100/s, arrivals: poisson}}}
              slow: {guest: ideal, workload: ideal-service, load: {open: {rate: 700/s, arrivals: poisson}}}
            sweep: {vms.slow.load.open.rate: [500/s, 700/s], host.clock: [1 GHz, 2 GHz]}
            run: {warmup: 1 s, duration: 5 s, replications: 2}
            """;

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    private Path run(String scenario, String... more) {
        Path run = folder.resolve("run");
        Stream<String> fixed = Stream.of("run", scenario, "--no-charts", "--quiet", "--out", run.toString());
        assertThat(new Terminal().run(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new)))
                .isNotEqualTo(ExitCode.WRONG_INPUT);
        return run;
    }

    /** Stored once, for tests that only read it. */
    @TempDir
    private static Path shared;

    private static Path two;

    @BeforeAll
    static void runTwoGroups() throws IOException {
        two = shared.resolve("two");
        String scenario =
                Files.writeString(shared.resolve("two.yaml"), TWO_GROUPS).toString();
        assertThat(new Terminal().run("run", scenario, "--no-charts", "--quiet", "--out", two.toString()))
                .isEqualTo(ExitCode.DONE);
    }

    /** One of the test's own. */
    private Path runOfTwoGroups() throws IOException {
        return run(Files.writeString(folder.resolve("two.yaml"), TWO_GROUPS).toString());
    }

    private int explain(Path run, String... more) {
        Stream<String> fixed = Stream.of(
                "explain",
                run.toString(),
                "--no-charts",
                "--out",
                folder.resolve("why").toString());
        return terminal.run(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    private void assertSays(String name) throws IOException {
        String said = terminal.out().replace(folder.resolve("why").toString(), "DIR");
        Path expected = EXPECTED.resolve("explain-" + name + ".txt");
        if (Boolean.getBoolean("update.golden")) {
            Files.createDirectories(EXPECTED);
            Files.writeString(expected, said);
        }
        assertThat(said)
                .as("run the tests with -Dupdate.golden=true to write it anew")
                .isEqualTo(Files.readString(expected));
    }

    @Test
    void crowdedHostsAreExplained() throws IOException {
        Path run = run("consolidation", "--set", "run.duration=1 s", "--set", "vms.web.count=[8, 14]");
        assertThat(explain(run, "--what-ifs", "5")).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertSays("consolidation");
    }

    @Test
    void limitsAreExplained() throws IOException {
        Path run = run(
                "cpu-limit-throttling",
                "--set",
                "run.duration=60 s",
                "--set",
                "vms.web.limit=[200 MHz, 1 GHz]",
                "--set",
                "charts=[]");
        assertThat(explain(run, "--point", "load=2/s, 6 % of a CPU", "--what-ifs", "6"))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertSays("cpu-limit-throttling");
    }

    @Test
    void techniquesAreExplained() throws IOException {
        Path run = run(
                "vmi-study",
                "--set",
                "workload=mmu-stress",
                "--set",
                "technique=hardware assist",
                "--set",
                "figures=central",
                "--set",
                "charts=[]");
        assertThat(explain(run, "--metric", "makespan")).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertSays("vmi-study");
    }

    @Test
    void theSameIsSaidOnAnyNumberOfThreads() throws IOException {
        assertThat(explain(two, "--format", "csv", "--threads", "1")).isEqualTo(ExitCode.DONE);
        String once = terminal.out();
        Terminal again = new Terminal();
        again.run(
                "explain",
                two.toString(),
                "--no-charts",
                "--format",
                "csv",
                "--threads",
                "4",
                "--out",
                folder.resolve("again").toString());
        assertThat(again.out()).isEqualTo(once);
        assertThat(once)
                .startsWith("about,vm,name,value,unit,share,median,per_second,each,ci_low,ci_high,p_adjusted,words\n"
                        + "resource,slow,vcpus,0.7");
        assertThat(folder.resolve("why/explanation.csv")).hasContent(once);
    }

    @Test
    void theWorstPointAndGroupAreExplainedUnlessOthersAreNamed() throws IOException {
        assertThat(explain(two, "--what-ifs", "0")).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .startsWith("slow at offered load 700/s, clock 1 GHz: p99 latency ")
                .contains("the highest of 4 points and 2 VM groups.")
                .containsPattern("Bottleneck of fast: none; .* so it could do \\d\\.\\d times as much\\.\n")
                .contains("Bottleneck of slow: the vCPU of each VM,")
                .doesNotContain("What would");
        Terminal other = new Terminal();
        other.run(
                "explain",
                two.toString(),
                "--vm",
                "fast",
                "--point",
                "host.clock=2 GHz",
                "--point",
                "vms.slow.load.open.rate=500/s",
                "--what-ifs",
                "0",
                "--no-charts",
                "--out",
                folder.resolve("other").toString());
        assertThat(other.out()).startsWith("fast at offered load 500/s, clock 2 GHz: p99 latency ");
    }

    @Test
    void whatWasRunCanBeRunAgain() throws IOException {
        assertThat(explain(two, "--what-ifs", "2")).as(terminal.err()).isEqualTo(ExitCode.DONE);
        Path again = folder.resolve("again");
        Path scenario = folder.resolve("why/scenario.yaml");
        assertThat(new Terminal().run("run", scenario.toString(), "--no-charts", "--quiet", "--out", again.toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(again.resolve("replications.csv"))
                .content()
                .isEqualTo(Files.readString(folder.resolve("why/replications.csv"))
                        .replaceAll("(?m)^(vms.slow.load.open.rate,host.clock|700/s,1 GHz),", ""));
    }

    @Test
    void answersAreNotExplained() throws IOException {
        new Terminal()
                .run(
                        "recommend",
                        shared.resolve("two.yaml").toString(),
                        "--no-charts",
                        "--quiet",
                        "--out",
                        folder.resolve("recommended").toString());
        assertThat(explain(folder.resolve("recommended"))).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("these are not the results of a run");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--metric | latency.p98 | unknown metric 'latency.p98' in --metric: did you mean 'latency.p90', 'latency.p95'",
                "--metric | makespan | makespan was not measured of fast or slow",
                "--vm | slwo | unknown VM group 'slwo' in --vm: did you mean 'slow'?",
                "--point | host.clokc=1 GHz | unknown axis 'host.clokc' in --point: did you mean 'host.clock'?",
                "--point | host.clock=3 GHz | unknown label '3 GHz' in --point host.clock: did you mean",
                "--point | host.clock | --point is AXIS=LABEL, not 'host.clock'",
                "--what-ifs | -1 | --what-ifs is -1, it must be at least 0",
                "--replications | 1 | --replications is 1, it must be at least 2",
                "--threads | 0 | --threads is 0, it must be at least 1",
            })
    void wrongOptionsAreSaidToBe(String option, String value, String message) throws IOException {
        assertThat(explain(two, option, value)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).startsWith("hvsim: " + message).doesNotContain("fault of hvsim");
    }

    @Test
    void theFolderOfTheRunIsNotWrittenTo() throws IOException {
        Path run = runOfTwoGroups();
        int code = terminal.run("explain", run.toString(), "--what-ifs", "0", "--out", run.toString());
        assertThat(code).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("--out is the folder of the run");
        assertThat(explain(run, "--what-ifs", "0")).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"results.json", "scenario.yaml", "manifest.json"})
    void foldersWithoutARunAreSaidToBe(String missing) throws IOException {
        Path run = runOfTwoGroups();
        Files.delete(run.resolve(missing));
        assertThat(explain(run)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).startsWith("hvsim: no results in " + run + ": ");
    }

    @Test
    void resultsOfAnotherFormAreSaidToBe() throws IOException {
        Path run = runOfTwoGroups();
        Files.writeString(run.resolve("results.json"), "{\"form\": 99}");
        assertThat(explain(run)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).startsWith("hvsim: the results in " + run + " cannot be read: ");
    }
}
