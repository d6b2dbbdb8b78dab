// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityCommandTest {
    /** One pCPU of 1 GHz with requests of 1 ms each: 1000/s and no more. */
    private static final String QUEUE = """
            title: A queue
            host: {extends: ideal, cores-per-socket: 1}
            hypervisor: ideal
            vms:
              vm: {guest: ideal, workload: ideal-service, load: {open: {rate: 100/s, arrivals: poisson}}}
            sweep: {vms.vm.load.open.rate: [200/s, 400/s, 600/s, 800/s, 1000/s, 1200/s]}
            run: {warmup: 500 ms, duration: 10 s, seed: 7}
            slo: [vm.latency.mean < 3 ms]
            """;

    @TempDir
    private Path folder;

    private String scenario;
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void writeScenario() throws IOException {
        scenario = Files.writeString(folder.resolve("queue.yaml"), QUEUE).toString();
    }

    private int capacity(String... more) {
        Stream<String> fixed =
                Stream.of("capacity", scenario, "--out", folder.resolve("out").toString());
        return terminal.run(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void saysTheLargestValueWithTheEvidence() throws IOException {
        assertThat(capacity()).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .startsWith(
                        "Largest vms.vm.load.open.rate that meets vm.latency.mean < 3 ms with 95 % confidence: 600/s;"
                                + " 800/s misses it.\n")
                .containsPattern("600/s +vm.latency.mean < 3 ms +2\\.\\d+ ± 0\\.\\d+ ms +\\d+ +meets")
                .containsPattern("800/s +vm.latency.mean < 3 ms +\\d\\.\\d+ ± \\d\\.\\d+ ms +\\d+ +misses");
        assertThat(Files.readString(folder.resolve("out/capacity.csv")))
                .startsWith("vms.vm.load.open.rate,slo,mean,unit,ci_low,ci_high,bound,replications,verdict\n"
                        + "200/s,vm.latency.mean < 3 ms,");
        assertThat(folder.resolve("out/charts/latency.svg")).exists();
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("600/s; 800/s misses it");
    }

    @Test
    void takesValuesAndBoundsFromTheCommandLine() {
        assertThat(capacity("--vary", "vms.vm.count=1..20", "--slo", "vm.latency.p99 < 1 s", "--no-charts"))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .contains(
                        "At 400/s: Largest vms.vm.count that meets vm.latency.p99 < 1 s with 95 % confidence: 2; 3 misses"
                                + " it.\n");
    }

    @Test
    void missingEverywhereEndsWithOne() {
        assertThat(capacity("--slo", "vm.latency.mean < 1 us", "--no-charts")).isEqualTo(ExitCode.MISSED);
        assertThat(terminal.out())
                .startsWith("No vms.vm.load.open.rate from 200/s to 1200/s meets vm.latency.mean < 1 us with 95 %"
                        + " confidence.\n");
    }

    @Test
    void oneAndTwoThreadsFindTheSame() {
        capacity("--threads", "1", "--no-charts", "--format", "csv");
        String one = terminal.out();
        Terminal other = new Terminal();
        other.run(
                "capacity",
                scenario,
                "--out",
                folder.resolve("two").toString(),
                "--threads",
                "2",
                "--no-charts",
                "--format",
                "csv");
        assertThat(other.out()).isEqualTo(one);
    }

    @Test
    void saysWhatIsWrongWithTheQuestion() {
        assertThat(capacity("--vary", "vms.vm.count")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(capacity("--set", "slo=[]")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(capacity("--vary", "vms.vm.cuont=1..4")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(capacity("--vary", "load.open.rate=1/s..4/s")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err())
                .contains(
                        "'vms.vm.count' is no axis of the sweep: give values, as in --vary vms.vm.count=A..B; axes are"
                                + " vms.vm.load.open.rate\n")
                .contains("the scenario has no SLO: give one, as in --slo 'web.latency.p99 < 50 ms'\n")
                .contains("cuont")
                .contains("did you mean 'count'?")
                .contains("hvsim: the axis 'load.open.rate' changes nothing: something below overrides it\n");
    }
}
