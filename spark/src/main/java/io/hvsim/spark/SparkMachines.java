// SPDX-License-Identifier: Apache-2.0
package io.hvsim.spark;

import io.hvsim.app.Machines;
import io.hvsim.model.result.RunResult;
import io.hvsim.output.store.RunCodec;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Option;

/** A Spark cluster, or Spark inside this process. Each replication is a job of one task. */
final class SparkMachines implements Machines {
    /** So that a cluster that is still growing has work for each core that joins. */
    private static final int AT_LEAST_AT_ONCE = 256;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "The Spark cluster, such as spark://host:7077; that of spark-submit if absent, and without"
                    + " one local[*], which is this process.")
    private String master;

    private JavaSparkContext spark;

    @Override
    public Site open(Scenario scenario, OptionalInt samples) throws IOException {
        spark = connect();
        ReplicationTask.Worker worker =
                new ReplicationTask.Worker(spark.broadcast(new SentScenario(scenario, samples)));
        return (point, plan) ->
                (replication, warmupNs) -> run(worker, new ReplicationTask(point, replication, warmupNs));
    }

    private JavaSparkContext connect() throws IOException {
        SparkConf settings = new SparkConf()
                .setIfMissing("spark.app.name", "hvsim")
                .setIfMissing("spark.master", "local[*]")
                .setIfMissing("spark.log.level", "WARN");
        if (master != null) {
            settings.setMaster(master);
        }
        try {
            return new JavaSparkContext(settings);
        } catch (Exception refused) { // Scala throws what Java would have to declare
            throw new IOException(
                    "Spark cannot start on " + settings.get("spark.master") + ": " + firstLine(refused)
                            + " (more in its log)",
                    refused);
        }
    }

    private RunResult run(ReplicationTask.Worker worker, ReplicationTask task) {
        ReplicationTask.Answer answer;
        try {
            answer = answer(spark.parallelize(List.of(task), 1).map(worker).collectAsync());
        } catch (ExecutionException lost) {
            throw new UncheckedIOException(new IOException("Spark gave up: " + firstLine(lost.getCause()), lost));
        } catch (Exception lost) { // Scala throws what Java would have to declare
            throw new UncheckedIOException(new IOException("Spark gave up: " + firstLine(lost), lost));
        }
        if (answer.failure() != null) {
            throw answer.failure();
        }
        try {
            return RunCodec.unpack(answer.run());
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** Waits for the answer; a job that came just as Spark stopped would never end by itself. */
    private ReplicationTask.Answer answer(JavaFutureAction<List<ReplicationTask.Answer>> job) throws Exception {
        while (true) {
            try {
                return job.get(1, TimeUnit.SECONDS).get(0);
            } catch (TimeoutException running) {
                if (spark.sc().isStopped()) {
                    throw new IOException("it stopped; its log says why");
                }
            }
        }
    }

    private static String firstLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public int atOnce() {
        return Math.max(AT_LEAST_AT_ONCE, 2 * spark.defaultParallelism());
    }

    @Override
    public void close() {
        if (spark != null) {
            spark.stop();
        }
    }
}
