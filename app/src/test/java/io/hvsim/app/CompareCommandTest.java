// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final String SMALL = """
            title: Small
            host: xeon-5160
            hypervisor: esx-3.5
            vms:
              web: {guest: ubuntu-7.10, workload: static-web, load: {open: {rate: 400/s, arrivals: poisson}}}
            run: {warmup: 100 ms, duration: 400 ms, seed: 7}
            """;

    @TempDir
    private Path folder;

    private String scenario;
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void writeScenario() throws IOException {
        scenario = Files.writeString(folder.resolve("small.yaml"), SMALL).toString();
    }

    private int compare(String... more) {
        String[] arguments = new String[5 + more.length];
        arguments[0] = "compare";
        arguments[1] = scenario;
        arguments[2] = scenario;
        arguments[3] = "--out";
        arguments[4] = folder.resolve("out").toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return terminal.run(arguments);
    }

    @Test
    void ofAScenarioWithItselfFindsNothing() {
        assertThat(compare("--metric", "latency.p99", "--metric", "web.throughput"))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .startsWith("0 differences of 2 can hardly be chance")
                .doesNotContain("yes");
    }

    @Test
    void pairsReplicationsAndSaysWhatDiffers() throws IOException {
        assertThat(compare("--set-b", "vms.web.technique=vmi", "--set-b", "vms.web.vmi=true", "--set-b", "run.seed=3"))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        String csv = Files.readString(folder.resolve("out/comparison.csv"));
        assertThat(csv)
                .startsWith("vm,metric,unit,first,second,difference,ci_low,ci_high,relative,pairs,p,p_adjusted,"
                        + "significant\n");
        assertThat(csv.lines().filter(line -> line.startsWith("web,throughput")))
                .as("the same arrivals, whatever seed B has")
                .allMatch(line -> line.endsWith(",5,1,1,no"));
        assertThat(csv.lines().filter(line -> line.startsWith("web,cpu.overhead")))
                .allMatch(line -> line.endsWith(",yes"));
        assertThat(Files.readString(folder.resolve("out/summary.csv")))
                .contains("\nA,web,")
                .contains("\nB,web,");
        assertThat(Files.readString(folder.resolve("out/scenario.yaml"))).doesNotContain("technique: vmi");
        assertThat(Files.readString(folder.resolve("out/scenario-b.yaml"))).contains("technique: vmi", "seed: 7");
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("can hardly be chance");
    }

    @Test
    void refusesScenariosWithoutCommonPoints() {
        assertThat(compare("--set-b", "sweep={vms.web.vcpus: [1, 2]}")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err())
                .isEqualTo("hvsim: the two have different axes and so no points in common: no sweep and vms.web.vcpus;"
                        + " take some out with --set-a and --set-b\n");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void refusesMetricsThatThereAreNotBeforeAnythingIsSimulated() {
        assertThat(compare(
                        "--metric",
                        "throughput",
                        "--metric",
                        "latency.p98",
                        "--metric",
                        "wep.throughput",
                        "--metric",
                        "web.trouhput"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).isEqualTo("""
                hvsim: unknown metric 'latency.p98': did you mean 'latency.p90', 'latency.p95' or 'latency.p99'?
                unknown metric 'wep.throughput': did you mean 'web'?
                unknown metric 'web.trouhput': did you mean 'throughput'?
                """);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void refusesMetricsThatNeitherHas() {
        assertThat(compare("--metric", "migration.downtime")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("none of these metrics");
    }
}
