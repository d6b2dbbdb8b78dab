// SPDX-License-Identifier: Apache-2.0
package io.hvsim.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hvsim.app.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep through {@code spark-submit}, on a standalone master with two workers, against other ways to run it. */
class StandaloneClusterIT {
    private static final long PATIENCE_S = 600;

    @TempDir
    private static Path folder;

    private static SparkCluster cluster;
    private static String scenario;

    @BeforeAll
    static void start() throws Exception {
        Path home = Path.of(System.getProperty("spark.home"));
        assumeTrue(Files.isDirectory(home.resolve("jars")), "no jars of Spark in " + home);
        scenario = Sweeps.write(folder);
        cluster = new SparkCluster(home, folder.resolve("cluster"), 2);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String out(String name) {
        return folder.resolve(name).toString();
    }

    private static String[] run(String out, String... more) {
        List<String> command = new ArrayList<>(List.of("run", scenario, "--no-charts", "--out", out(out)));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private static Process submit(String master, String out, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "--master",
                master,
                "--class",
                SparkMain.class.getName(),
                "--jars",
                System.getProperty("hvsim.libraries") + "/*.jar",
                "--executor-memory",
                "512m",
                "--conf",
                "spark.driver.userClassPathFirst=true",
                // So that both workers take part in a sweep of a few seconds.
                "--conf",
                "spark.cores.max=2",
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "--conf",
                "spark.scheduler.maxRegisteredResourcesWaitingTime=300s",
                System.getProperty("hvsim.jar")));
        arguments.addAll(List.of(run(out, more)));
        return cluster.submit(folder.resolve(out + ".log"), arguments);
    }

    private static void assertEndsWell(Process process, String out) throws Exception {
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as("in time").isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve(out + ".log")))
                .isZero();
    }

    @Test
    void threadsShardsSparkInOneProcessAndAClusterGiveTheSameBytes() throws Exception {
        Sweeps.runPlainly(run("threads"));
        Sweeps.runPlainly(run("shard-1", "--shard", "1/2"));
        Sweeps.runPlainly(run("shard-2", "--shard", "2/2"));
        Sweeps.run(
                Main.commandLine(), 0, "merge", "--no-charts", out("shard-1"), out("shard-2"), "--out", out("merged"));
        assertEndsWell(submit("local[2]", "local"), "local");
        assertEndsWell(submit(cluster.url(), "standalone"), "standalone");
        for (String other : List.of("merged", "local", "standalone")) {
            Sweeps.assertSameResults(folder.resolve("threads"), folder.resolve(other));
        }
        assertThat(cluster.saidByExecutors(0)).contains("Running task");
        assertThat(cluster.saidByExecutors(1)).contains("Running task");
    }

    @Test
    void anExecutorThatIsKilledChangesNoByte() throws Exception {
        String[] many = {"--replications", "40"};
        Sweeps.runPlainly(run("undisturbed", many));
        int before = cluster.saidByExecutors(1).length();
        Process process = submit(cluster.url(), "disturbed", many);
        while (process.isAlive()
                && !cluster.saidByExecutors(1).substring(before).contains("Running task")) {
            Thread.sleep(20);
        }
        assertThat(process.isAlive())
                .as("still running when its executor is killed")
                .isTrue();
        cluster.killExecutors(1);
        assertEndsWell(process, "disturbed");
        assertThat(Files.readString(folder.resolve("disturbed.log"))).contains("Lost executor");
        Sweeps.assertSameResults(folder.resolve("undisturbed"), folder.resolve("disturbed"));
    }
}
