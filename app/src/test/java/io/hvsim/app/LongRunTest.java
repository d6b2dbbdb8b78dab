// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.output.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose finished replications are kept: killed, stopped, continued, extended, and in shards. */
class LongRunTest {
    private static final String SWEEP = """
            title: Long
            host: xeon-5160
            hypervisor: esx-3.5
            vms:
              web: {guest: ubuntu-7.10, technique: hardware-assist, workload: static-web}
            load: {open: {rate: 400/s, arrivals: poisson}}
            sweep:
              vms.web.count: [1, 2]
              load.open.rate: {from: 100/s, to: 500/s, step: 100/s}
            run: {duration: 300 ms, replications: 20, seed: 7}
            """;
    private static final int REPLICATIONS = 2 * 5 * 20;
    private static final String[] SAME = {
        "summary.csv", "accounting.csv", "replications.csv", "summary.json", "scenario.yaml"
    };
    private static final Pattern FOUND = Pattern.compile("hvsim: (\\d+) replications are there from a former run");
    private static final long PATIENCE_S = 120;

    @TempDir
    private Path folder;

    private Path scenario;

    @BeforeEach
    void writeScenario() throws IOException {
        scenario = Files.writeString(folder.resolve("long.yaml"), SWEEP);
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private String[] command(String out, String... more) {
        Stream<String> fixed = Stream.of("run", scenario.toString(), "--no-charts", "--out", out(out).toString());
        return Stream.concat(fixed, Stream.of(more)).toArray(String[]::new);
    }

    /** Runs to the end and returns what was said. */
    private String run(String out, String... more) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(command(out, more))).as(terminal.err()).isEqualTo(ExitCode.DONE);
        return terminal.err();
    }

    private static String merge(String... arguments) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(Stream.concat(Stream.of("merge", "--no-charts"), Stream.of(arguments))
                        .toArray(String[]::new)))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        return terminal.err();
    }

    private String refusal(String... arguments) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(arguments)).as(terminal.err()).isEqualTo(ExitCode.WRONG_INPUT);
        return terminal.err();
    }

    private static int found(String said) {
        Matcher matcher = FOUND.matcher(said);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private void assertSameResults(String one, String other) {
        for (String name : SAME) {
            assertThat(out(other).resolve(name)).hasSameBinaryContentAs(out(one).resolve(name));
        }
    }

    /** The program in a process of its own, its messages in a file. */
    private Process start(Path said, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.awt.headless=true",
                "-XX:TieredStopAtLevel=1", // starts sooner
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
    }

    /** Waits until so many more bytes were written to the store, or the process ended. */
    private void awaitGrowth(Process process, Path out, long bytes) throws Exception {
        long before = size(out);
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S); System.nanoTime() < end; ) {
            if (!process.isAlive() || size(out) >= before + bytes) {
                return;
            }
            Thread.sleep(2);
        }
        throw new AssertionError("the run writes nothing");
    }

    private static long size(Path out) throws IOException {
        Path log = out.resolve(ResultStore.FILE + "-wal");
        return Files.exists(log) ? Files.size(log) : 0;
    }

    @Test
    void killedTenTimesARunLosesNothingFinishedAndEndsInTheSameBytes() throws Exception {
        run("undisturbed", "--no-store");
        Random moments = new Random(1);
        int found = 0;
        for (int kill = 0; kill < 10; kill++) {
            Path said = folder.resolve("said-" + kill);
            Process process = start(said, command("killed"));
            awaitGrowth(process, out("killed"), 1 + moments.nextInt(150_000));
            process.destroyForcibly().waitFor();
            int now = found(Files.readString(said));
            assertThat(now).as("found after kill " + kill).isGreaterThanOrEqualTo(found);
            found = now;
        }
        assertThat(out("killed").resolve("summary.csv")).doesNotExist();
        int last = found(run("killed"));
        assertThat(last).isGreaterThan(found).isBetween(10, REPLICATIONS);
        assertSameResults("undisturbed", "killed");
        try (ResultStore store = ResultStore.read(out("killed"))) {
            assertThat(store.size()).isEqualTo(REPLICATIONS);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // has no signal that lets a process say something
    void aStoppedRunSaysHowToGoOn() throws Exception {
        Path said = folder.resolve("said");
        Process process = start(said, command("stopped", "--replications", "20000"));
        awaitGrowth(process, out("stopped"), 100_000);
        process.destroy();
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said))
                .containsPattern("stopped; [1-9][0-9]* finished replications are kept in .*results.db")
                .contains("the same command goes on from there");
    }

    private void assertThatShardsMerge(String... options) throws Exception {
        run("whole", with(options, "--no-store"));
        run("shard-1", with(options, "--shard", "1/3"));
        run("shard-2", with(options, "--shard", "2/3", "--threads", "1"));
        run("shard-3", with(options, "--shard", "3/3"));
        assertThat(out("shard-1").resolve("summary.csv")).doesNotExist();
        merge(
                out("shard-3").toString(),
                out("shard-1").toString(),
                out("shard-2").toString(),
                "--out",
                out("merged").toString());
        assertSameResults("whole", "merged");
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void shardsMergeToTheBytesOfOneRun() throws Exception {
        assertThatShardsMerge("--replications", "4");
        assertThat(found(run("merged", "--replications", "4")))
                .as("the merged run is a run like others")
                .isEqualTo(40);
    }

    @Test
    void shardsOfUncertainFiguresMergeToo() throws Exception {
        assertThatShardsMerge("--uncertainty", "3", "--set", "vms.web.count=1");
    }

    @Test
    void shardsOfPointsWithAPrecisionMergeToo() throws Exception {
        assertThatShardsMerge(
                "--replications",
                "2",
                "--set",
                "vms.web.count=1",
                "--set",
                "run.precision={metric: web.latency.mean, relative: 1 %, at most: 9}");
    }

    @Test
    void shardsThatMakeNoWholeAreNotMerged() throws Exception {
        String one = out("shard-1").toString();
        String two = out("shard-2").toString();
        String[] few = {"--replications", "1"};
        run("shard-1", few[0], few[1], "--shard", "1/2");
        assertThat(refusal("merge", one)).contains("shard 2/2 is missing");
        run("shard-2", few[0], few[1], "--shard", "2/2", "--seed", "8");
        assertThat(refusal("merge", one, two)).contains("are not shards of the same run");
        try (ResultStore first = ResultStore.read(out("shard-1"))) {
            ResultStore.open(
                            out("half"),
                            first.keys(),
                            Map.of(
                                    "version",
                                    first.about("version"),
                                    "scenario",
                                    first.about("scenario"),
                                    "shard",
                                    "2/2"))
                    .close();
        }
        assertThat(refusal("merge", one, out("half").toString()))
                .contains("shard 2/2 in")
                .contains("is not finished");
        assertThat(refusal("merge", one, folder.resolve("none").toString())).contains("is no folder of a shard");
        assertThat(refusal("merge", one, two, "--out", two)).contains("is a shard; give another folder");
    }

    @Test
    void wrongShardsAreRefused() {
        assertThat(refusal(command("x", "--shard", "3/2"))).contains("it must be I/N with I from 1 to N");
        assertThat(refusal(command("x", "--shard", "0/2"))).contains("it must be I/N");
        assertThat(refusal(command("x", "--shard", "two"))).contains("it must be I/N");
        assertThat(refusal(command("x", "--shard", "1/2", "--no-store"))).contains("--shard needs the store");
        assertThat(out("x")).doesNotExist();
    }

    @Test
    void moreReplicationsAndPointsAddToThoseThatAreThere() {
        run("more", "--replications", "2", "--store");
        assertThat(found(run("more", "--replications", "3"))).isEqualTo(20);
        String wider = "load.open.rate=[300/s, 600/s]";
        assertThat(found(run("more", "--replications", "3", "--set", wider))).isEqualTo(6);
        run("fresh", "--replications", "3", "--set", wider);
        assertSameResults("fresh", "more");
    }

    @Test
    void namesAndWhatIsDoneWithResultsDoNotMatterToThem() throws IOException {
        run("out", "--replications", "1", "--store");
        Files.writeString(
                scenario,
                SWEEP.replace("title: Long", "title: Other\nslo: [web.latency.p99 < 1 s]")
                        .replace("{duration: 300 ms,", "{confidence: 90 %, duration: 300 ms,"));
        assertThat(found(run("out", "--replications", "1"))).isEqualTo(10);
        assertThat(found(run("out", "--replications", "1", "--seed", "8"))).isZero();
    }

    @Test
    void shortRunsUseNoStoreUnlessAskedOrOneIsThere() {
        run("short", "--replications", "1");
        assertThat(out("short").resolve(ResultStore.FILE)).doesNotExist();
        run("short", "--replications", "1", "--store");
        assertThat(out("short").resolve(ResultStore.FILE)).exists();
        assertThat(found(run("short", "--replications", "1"))).isEqualTo(10);
        assertThat(found(run("short", "--replications", "1", "--no-store"))).isZero();
        run("long");
        assertThat(out("long").resolve(ResultStore.FILE)).exists();
    }

    @Test
    void reportReadsTheReplicationsFromTheStore() throws IOException {
        run("out", "--replications", "2", "--store");
        byte[] table = Files.readAllBytes(out("out").resolve("replications.csv"));
        Files.delete(out("out").resolve("replications.csv"));
        Terminal terminal = new Terminal();
        assertThat(terminal.run("report", out("out").toString()))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(out("out").resolve("replications.csv")).hasBinaryContent(table);
        assertThat(out("out").resolve("charts")).isNotEmptyDirectory();
    }

    @Test
    void aFolderInUseIsSaidSo() throws IOException {
        run("out", "--replications", "1", "--store");
        try (ResultStore other = ResultStore.read(out("out"))) {
            Terminal terminal = new Terminal();
            assertThat(terminal.run(command("out", "--replications", "1"))).isEqualTo(ExitCode.MISSED);
            assertThat(terminal.err())
                    .contains("results.db is in use by another run")
                    .doesNotContain("fault of hvsim");
            assertThat(other.size()).isEqualTo(10);
        }
    }
}
