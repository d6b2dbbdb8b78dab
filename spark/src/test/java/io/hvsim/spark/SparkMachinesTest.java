// SPDX-License-Identifier: Apache-2.0
package io.hvsim.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.app.Main;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.PointPlan;
import io.hvsim.scenario.experiment.ReplicationRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark in this process against plain threads. */
class SparkMachinesTest {
    private static final String MASTER = "local[2]";

    @TempDir
    private Path folder;

    private String scenario;

    @BeforeEach
    void writeScenario() throws IOException {
        scenario = Sweeps.write(folder);
    }

    private String[] command(String out, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "run", scenario, "--no-charts", "--out", folder.resolve(out).toString()));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private String runOnSpark(String out, String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        options.addAll(List.of("--master", MASTER));
        return Sweeps.run(SparkMain.commandLine(), 0, command(out, options.toArray(String[]::new)));
    }

    private void assertSameOnSpark(String... options) {
        Sweeps.runPlainly(command("plain", options));
        runOnSpark("spark", options);
        Sweeps.assertSameResults(folder.resolve("plain"), folder.resolve("spark"));
    }

    @Test
    void replicationsGiveTheBytesOfPlainThreads() {
        assertSameOnSpark();
    }

    @Test
    void roundsForAPrecisionGiveTheBytesOfPlainThreads() {
        assertSameOnSpark("--set", "run.precision={metric: web.latency.mean, relative: 1 %, at most: 9}");
    }

    @Test
    void samplesOfUncertainFiguresGiveTheBytesOfPlainThreads() {
        assertSameOnSpark("--uncertainty", "3", "--set", "vms.web.count=1");
    }

    @Test
    void sparkGoesOnWhereThreadsStoppedAndThreadsReadWhatSparkKept() {
        Sweeps.runPlainly(command("plain", "--no-store"));
        Sweeps.runPlainly(command("begun", "--store", "--replications", "2"));
        assertThat(runOnSpark("begun")).contains("20 replications are there from a former run");
        Sweeps.assertSameResults(folder.resolve("plain"), folder.resolve("begun"));
        assertThat(Sweeps.run(Main.commandLine(), 0, command("begun")))
                .contains("30 replications are there from a former run");
    }

    @Test
    void aReplicationThatFailsSaysWhy() throws Exception {
        Scenario read = Scenario.read(Path.of(scenario), List.of());
        PointPlan plan = new ScenarioRun(read).plans(OptionalInt.empty()).get(0);
        System.setProperty("spark.master", MASTER);
        try (SparkMachines machines = new SparkMachines()) {
            ReplicationRunner ofNoPoint =
                    machines.open(read, OptionalInt.empty()).runner(10, plan);
            assertThatThrownBy(() -> ofNoPoint.run(0, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Index 10 out of bounds for length 10");
        } finally {
            System.clearProperty("spark.master");
        }
    }

    @Test
    void aReplicationAskedForAfterSparkStoppedSaysSo() throws Exception {
        Scenario read = Scenario.read(Path.of(scenario), List.of());
        PointPlan plan = new ScenarioRun(read).plans(OptionalInt.empty()).get(0);
        System.setProperty("spark.master", MASTER);
        SparkMachines machines = new SparkMachines();
        try {
            ReplicationRunner runner = machines.open(read, OptionalInt.empty()).runner(0, plan);
            machines.close();
            assertThatThrownBy(() -> runner.run(0, 0))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Spark gave up");
        } finally {
            machines.close();
            System.clearProperty("spark.master");
        }
    }

    @Test
    void aMasterThatIsNoneIsSaidSo() {
        assertThat(Sweeps.run(SparkMain.commandLine(), 1, command("none", "--master", "nonsense")))
                .contains("hvsim: Spark cannot start on nonsense: ")
                .doesNotContain("fault of hvsim");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
