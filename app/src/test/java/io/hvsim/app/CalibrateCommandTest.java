// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrateCommandTest {
    private static final String LOGS = "../scenarios/logs/";

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    private int calibrate(String kind, String log, String... options) {
        List<String> arguments = new ArrayList<>(List.of("calibrate", kind, LOGS + log, "-o", library("mine.yaml")));
        arguments.addAll(List.of(options));
        return terminal.run(arguments.toArray(String[]::new));
    }

    private String library(String name) {
        return folder.resolve("library").resolve(name).toString();
    }

    private String suite() {
        return folder.resolve("suite.yaml").toString();
    }

    @Test
    void saysWhatWasMeasuredAndWhereItIs() {
        assertThat(calibrate("vmexit", "vmexit.txt", "--cpu-ghz", "2.4"))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).isEqualTo("""
                figure                 library  measured  unit    from
                exit-round-trip          676.0     1,274  cycles  vmcall
                operations.notify        5,397     5,170  cycles  outl_to_kernel
                operations.clock-read    5,397     5,594  cycles  inl_from_kernel
                operations.device-reg    5,397     5,594  cycles  inl_from_kernel
                user-hop                12,627    19,061  cycles  inl_from_qemu
                operations.timer-set     5,685     6,261  cycles  tscdeadline_immed
                operations.irq-take      5,000     6,503  cycles  ipi
                operations.wake         41,494    42,848  cycles  ipi_halt
                """);
        assertThat(terminal.err())
                .contains("no figure of the model stands for: mov_from_cr8, mov_to_cr8, inl_from_pmtimer")
                .contains("mine.yaml, with mine among hosts and hypervisors");
    }

    /** The written definitions in place of the library's in the suite that stands for the same log. */
    private void calibratedSuite(String host, String hypervisor, String guest) throws IOException {
        String text = Files.readString(Path.of(suite()));
        Files.writeString(
                Path.of(suite()),
                text.replace("extends: " + host, "extends: mine")
                        .replace("hypervisor: " + hypervisor, "hypervisor: mine")
                        .replace("guest: " + guest, "guest: mine"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "vmexit, vmexit.txt, 2.4, xeon-8160, kvm-5.6, none",
        "micro-bench, micro-bench.txt, 2.8, neoverse-n1, kvm-arm-5.17, none",
        "lmbench, lmbench-host.txt, 2.4, xeon-8160, none, linux-5.4",
    })
    void simulatingTheTestsOnWhatWasWrittenGivesWhatWasMeasured(
            String kind, String log, String gigahertz, String host, String hypervisor, String guest)
            throws IOException {
        assertThat(calibrate(kind, log, "--cpu-ghz", gigahertz, "--suite", suite()))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        calibratedSuite(host, hypervisor, guest);
        Terminal validation = new Terminal();
        assertThat(validation.run("validate", suite(), "--format", "csv"))
                .as(validation.err())
                .isEqualTo(ExitCode.DONE);
        List<String> lines = validation.out().lines().toList();
        int column = List.of(lines.get(0).split(",")).indexOf("error_percent");
        assertThat(lines.stream().skip(1))
                .hasSizeGreaterThan(4)
                .allSatisfy(line ->
                        assertThat(Double.parseDouble(cells(line).get(column))).isBetween(-2.0, 2.0));
    }

    /** Commas within quotes separate nothing. */
    private static List<String> cells(String line) {
        return Stream.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "vmexit|vmexit.txt||host: mine|hypervisor: mine|guest: linux-5.4, workload: netperf-rr",
                "perf-kvm-stat|perf-kvm-stat.txt||host: xeon-8160|hypervisor: mine|guest: linux-5.4, workload: netperf-rr",
                "lmbench|lmbench-guest.txt|lmbench-host.txt|host: xeon-8160|hypervisor: mine|guest: linux-5.4, workload: lmbench-fork",
                "perf-stat|perf-stat-guest.txt|perf-stat-host.txt|host: xeon-8160|hypervisor: mine|guest: linux-5.4, workload: lmbench-fork",
                "perf-trace|perf-trace.txt||host: xeon-8160|hypervisor: kvm-5.6|guest: mine, workload: mine",
            })
    void scenariosUseWhatWasWrittenAtOnce(
            String kind, String log, String metal, String host, String hypervisor, String vm) throws IOException {
        String[] options = metal == null ? new String[0] : new String[] {"--native", LOGS + metal};
        assertThat(calibrate(kind, log, options)).as(terminal.err()).isEqualTo(ExitCode.DONE);
        Path scenario = folder.resolve("use.yaml");
        Files.writeString(
                scenario,
                "title: Use\nquestion: What?\n" + host + "\n" + hypervisor + "\nvms: {vm: {" + vm + "}}\n"
                        + "run: {replications: 1, " + (vm.contains("netperf") ? "duration: 10 ms" : "until: done")
                        + "}\n");
        Path out = folder.resolve("out");
        assertThat(terminal.run("run", scenario.toString(), "--no-charts", "--quiet", "--out", out.toString()))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(out.resolve("report.html"))).contains(log + " (sha256 ");
    }

    @Test
    void aLogOfAnotherKindIsRefusedWithTheRightCommand() {
        assertThat(calibrate("vmexit", "perf-kvm-stat.txt")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err())
                .contains("it looks like a report of perf kvm stat", "hvsim calibrate perf-kvm-stat " + LOGS);
        assertThat(Path.of(library("mine.yaml"))).doesNotExist();
    }

    @Test
    void wrongArgumentsAreExplained() {
        assertThat(calibrate("vmexits", "vmexit.txt")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("unknown kind 'vmexits': did you mean 'vmexit'?");
        assertThat(calibrate("vmexit", "none.txt")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("there is no such file");
        assertThat(calibrate("vmexit", "vmexit.txt", "--cpu-ghz", "2400")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("--cpu-ghz takes a clock from 0.01 to 20 GHz");
        assertThat(calibrate("vmexit", "vmexit.txt", "--native", LOGS + "vmexit.txt"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("--native goes with lmbench and perf-stat");
        assertThat(calibrate("vmexit", "vmexit.txt", "--host", "xeon-8161")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("unknown host 'xeon-8161'");
        assertThat(calibrate("perf-kvm-stat", "perf-kvm-stat.txt", "--suite", suite()))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("so there is no suite");
    }

    @Test
    void aFileOfSeveralKindsBelongsIntoTheLibraryItself() {
        assertThat(terminal.run("calibrate", "vmexit", LOGS + "vmexit.txt", "-o", library("hosts/mine.yaml")))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("such as library/mine.yaml, not into hosts");
        assertThat(terminal.run("calibrate", "vmexit", LOGS + "vmexit.txt", "-o", "mine.txt"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("the ending .yaml");
    }

    @Test
    void warnsOfRowsThatCannotBeReadByLineAndNumber() throws IOException {
        Path log = Files.writeString(folder.resolve("log.txt"), "vmcall 1516\ncpuid many\nipi\n");
        assertThat(terminal.run("calibrate", "vmexit", log.toString(), "-o", library("mine.yaml")))
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.err())
                .contains("warning: " + log + ":2: no number of cycles behind cpuid")
                .contains("warning: " + log + ":3: no number of cycles behind ipi")
                .contains("warning: 2 rows could not be read")
                .contains("clock of the measured machine: 2.1 GHz, assumed");
    }

    @Test
    void theCommandsInTheReadmeRun() throws IOException {
        List<String> commands = Files.readString(Path.of("../README.md"))
                .lines()
                .filter(line -> line.startsWith("./hvsim calibrate "))
                .toList();
        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            String[] words = command.substring("./hvsim ".length())
                    .replace("scenarios/logs/", LOGS)
                    .replace("library/", folder.resolve("library") + "/")
                    .replace("my-suite.yaml", suite())
                    .split(" ");
            assertThat(terminal.run(words)).as(command + terminal.err()).isEqualTo(ExitCode.DONE);
        }
    }
}
