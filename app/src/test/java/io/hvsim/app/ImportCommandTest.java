// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void theFilesOfAFolderBecomeTheVmsOfOneSeries() throws IOException {
        file("day/b", "50\n100\n");
        file("day/a", "10\n");
        Path out = folder.resolve("load.csv");
        int code = terminal.run("import", "planetlab", folder.resolve("day").toString(), "-o", out.toString());
        assertThat(code).isZero();
        assertThat(Files.readString(out)).isEqualTo("""
                time,duration,vm,vcpus,demand,ready,co-stop
                0,300,a,1,0.1,,
                0,300,b,1,0.5,,
                300,300,b,1,1,,
                """);
        assertThat(terminal.err()).contains("3 rows in " + out);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void othersMayReadASeriesAsTheyMayAnyNewFile() throws IOException {
        Path out = folder.resolve("load.csv");
        terminal.run("import", "planetlab", file("node", "50\n").toString(), "-o", out.toString());
        assertThat(Files.getPosixFilePermissions(out)).isEqualTo(Files.getPosixFilePermissions(file("any", "")));
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).hasSize(3);
        }
    }

    @Test
    void rowsThatCannotBeReadAreNamedAndCounted() throws IOException {
        Path trace = file("readings.csv", "0,aa,1,2,12.5\n0,bb,1,2,x\n0,cc,1,2,250\n");
        assertThat(terminal.run("import", "azure", trace.toString(), "--vcpus", "2"))
                .isZero();
        assertThat(terminal.out()).isEqualTo("time,duration,vm,vcpus,demand,ready,co-stop\n0,300,aa,2,0.25,,\n");
        assertThat(terminal.err())
                .contains("readings.csv:2: 'x' is no number (average CPU)")
                .contains("readings.csv:3: '250' is above 100 % (average CPU)")
                .contains("2 rows left out, 1 read");
    }

    @Test
    void aPackedTraceIsUnpackedWhileItIsRead() throws IOException {
        Path trace = folder.resolve("node.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(trace))) {
            out.write("40\n".getBytes());
        }
        assertThat(terminal.run("import", "planetlab", trace.toString())).isZero();
        assertThat(terminal.out()).endsWith("0,300,node,1,0.4,,\n");
        byte[] packed = Files.readAllBytes(trace);
        Files.write(trace, Arrays.copyOf(packed, packed.length - 9));
        assertThat(terminal.run("import", "planetlab", trace.toString())).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("node.gz cannot be read");
    }

    @Test
    void aTraceThatIsRefusedLeavesTheFormerSeries() throws IOException {
        Path out = file("load.csv", "former");
        Path trace = file("batch.csv", "\"(PDH-CSV 4.0) (UTC)(0)\"\n");
        assertThat(terminal.run("import", "bitbrains", trace.toString(), "-o", out.toString()))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("try hvsim import esxtop " + trace);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("load.csv", "batch.csv");
        assertThat(Files.readString(out)).isEqualTo("former");
    }

    @Test
    void aRunOfAnImportedTraceCanBeRepeatedFromItsFolder() throws IOException {
        Path trace = file("node", "40\n10\n70\n");
        terminal.run(
                "import",
                "planetlab",
                trace.toString(),
                "-o",
                folder.resolve("loads/day.csv").toString());
        Path scenario = file("replay.yaml", """
                title: Replay
                host: ideal
                hypervisor: ideal
                vms:
                  a: {guest: ideal, workload: replay, load: {trace: {file: loads/day.csv, speed: 60, burst: 10 ms}}}
                run: {warmup: 0 s, duration: 15 s, replications: 2}
                """);
        Path first = folder.resolve("first");
        Path again = folder.resolve("again");
        assertThat(terminal.run("run", scenario.toString(), "--no-charts", "--out", first.toString()))
                .isZero();
        assertThat(first.resolve("loads/day.csv")).hasSameBinaryContentAs(folder.resolve("loads/day.csv"));
        assertThat(first.resolve("manifest.json")).content().contains("\"loads/day.csv\": ");
        assertThat(first.resolve("report.html")).content().contains("replays demand of node in loads/day.csv");
        String resolved = first.resolve("scenario.yaml").toString();
        assertThat(terminal.run("run", resolved, "--no-charts", "--out", again.toString()))
                .isZero();
        assertThat(again.resolve("summary.csv")).hasSameBinaryContentAs(first.resolve("summary.csv"));
        assertThat(again.resolve("scenario.yaml")).hasSameBinaryContentAs(first.resolve("scenario.yaml"));
    }

    @Test
    void aSuiteOfWhatWasMeasuredCanBeValidatedAtOnce() throws IOException {
        Path trace = file("batch.csv", """
                "(PDH-CSV 4.0) (UTC)(0)","\\\\esx\\Physical Cpu(0)\\% Util Time","\\\\esx\\Vcpu(7:db:71:vmx-vcpu-0:db)\\% Run",\
                "\\\\esx\\Vcpu(7:db:71:vmx-vcpu-0:db)\\% Ready"
                "04/26/2018 14:06:27","40","40.0","0.5"
                "04/26/2018 14:06:32","40","40.0","0.5"
                """);
        Path suite = folder.resolve("my-host.yaml");
        Path series = folder.resolve("loads/load.csv");
        assertThat(terminal.run(
                        "import", "esxtop", trace.toString(), "-o", series.toString(), "--suite", suite.toString()))
                .isZero();
        assertThat(terminal.err()).contains("written: " + suite);
        assertThat(suite)
                .content()
                .contains("file: \"loads/load.csv\"")
                .containsPattern("source: \"batch.csv \\(sha256 [0-9a-f]{64}\\), esxtop\"");
        assertThat(terminal.run("validate", suite.toString())).isZero();
        assertThat(terminal.out()).contains("db: used").contains("db: ready").contains("host: used by VMs");
    }

    @Test
    void aSuiteThatCannotBeIsRefusedBeforeTheTraceIsRead() throws IOException {
        String trace = file("node", "40\n").toString();
        String suite = folder.resolve("deep/suite.yaml").toString();
        String series = folder.resolve("load.csv").toString();
        assertThat(terminal.run("import", "planetlab", trace, "--suite", suite)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.run("import", "planetlab", trace, "-o", series, "--suite", suite))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.run("import", "planetlab", trace, trace, "-o", series, "--suite", suite))
                .isEqualTo(ExitCode.WRONG_INPUT);
        String beside = folder.resolve("suite.yaml").toString();
        assertThat(terminal.run("import", "planetlab", trace, "-o", series, "--suite", beside))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err())
                .contains("--suite goes with -o")
                .contains("--suite takes a file in the folder of " + series)
                .contains("--suite takes one trace")
                .contains("no suite can be made of planetlab: it holds load only");
        assertThat(folder.toFile().list()).containsExactly("node");
    }

    @Test
    void shardsOfARunThatReplaysATraceMergeToTheSameBytesAndOtherLoadsAreOtherRuns() throws IOException {
        Path load = file("loads/day.csv", "time,duration,vm,demand\n0,10,a,0.5\n");
        Path scenario = file("replay.yaml", """
                title: Replay
                host: ideal
                hypervisor: ideal
                vms:
                  a: {guest: ideal, workload: replay, load: {trace: {file: loads/day.csv, burst: 10 ms}}}
                run: {warmup: 0 s, duration: 5 s, replications: 4}
                """);
        String[] names = {"whole", "one", "two", "merged"};
        String[] folders = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            folders[i] = folder.resolve(names[i]).toString();
        }
        terminal.run("run", scenario.toString(), "--no-charts", "--out", folders[0]);
        terminal.run("run", scenario.toString(), "--shard", "1/2", "--out", folders[1]);
        terminal.run("run", scenario.toString(), "--shard", "2/2", "--out", folders[2]);
        Files.delete(load);
        assertThat(terminal.run("merge", folders[1], folders[2], "--no-charts", "--out", folders[3]))
                .isZero();
        assertThat(Path.of(folders[3], "summary.csv")).hasSameBinaryContentAs(Path.of(folders[0], "summary.csv"));
        assertThat(Path.of(folders[3], "loads", "day.csv")).hasContent("time,duration,vm,demand\n0,10,a,0.5\n");

        file("loads/day.csv", "time,duration,vm,demand\n0,10,a,0.25\n");
        terminal.run("run", scenario.toString(), "--shard", "2/2", "--out", folders[2]);
        assertThat(terminal.run("merge", folders[1], folders[2], "--no-charts", "--out", folders[3]))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("are not shards of the same run");
    }

    @Test
    void whatIsNotThereOrMakesNoSenseIsSaid() throws IOException {
        Path trace = file("node", "40\n");
        assertThat(terminal.run("import", "planetlab", folder.resolve("x").toString()))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.run("import", "planetlb", trace.toString())).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.run("import", "planetlab", trace.toString(), "--vcpus", "0"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err())
                .contains("no such file or folder")
                .contains("unknown kind of trace 'planetlb'")
                .contains("--vcpus takes 1 to 1024");
    }
}
