// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.text.ScenarioException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How much faster a sweep is on more threads: 8 points of 4 replications that only simulate, on 1, 2, 4, ... threads up to
 * the cores there are.
 *
 * <pre>
 *   java -cp benchmarks/target/hvsim-benchmarks-0.1.0.jar io.hvsim.benchmarks.Threads
 * </pre>
 *
 * <p>Prints CSV: the median wall time over the rounds, and the median of its ratios to one thread in the same round.
 */
public final class Threads {
    private static final int ROUNDS = 5;
    private static final String SCENARIO = """
            title: A sweep
            question: How long does it take?
            host: pentium-4-672
            hypervisor: esx-3.5
            vms:
              web: {count: 8, guest: ubuntu-7.04, workload: static-web, technique: hardware-assist}
            sweep:
              load.open.rate: [100/s, 110/s, 120/s, 130/s, 140/s, 150/s, 160/s, 170/s]
            run: {warmup: 1 s, duration: 150 s, replications: 4, seed: 1}
            """;

    private Threads() {}

    public static void main(String[] arguments) throws ScenarioException, InterruptedException {
        Scenario scenario = Scenario.parse(SCENARIO, "threads", List.of());
        int cores = Runtime.getRuntime().availableProcessors();
        int[] threads = new int[32 - Integer.numberOfLeadingZeros(cores)];
        Arrays.setAll(threads, i -> 1 << i);
        double[][] seconds = new double[threads.length][ROUNDS];
        double[][] speedUps = new double[threads.length][ROUNDS];
        seconds(scenario, cores);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < threads.length; i++) {
                seconds[i][round] = seconds(scenario, threads[i]);
                speedUps[i][round] = seconds[0][round] / seconds[i][round];
            }
        }
        System.out.println("threads,points,replications,wall_s,speed_up,rounds");
        for (int i = 0; i < threads.length; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%d,%d,4,%.3f,%.3f,%d%n",
                    threads[i],
                    scenario.points().size(),
                    Median.of(seconds[i]),
                    Median.of(speedUps[i]),
                    ROUNDS);
        }
    }

    private static double seconds(Scenario scenario, int threads) throws InterruptedException {
        long before = System.nanoTime();
        new ScenarioRun(scenario).run(new Experiment(threads, Progress.SILENT), OptionalInt.empty());
        return (System.nanoTime() - before) / 1e9;
    }
}
