// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Engines in turn on the same models with the same random numbers, each run in a JVM of its own.
 *
 * <pre>
 *   java -jar benchmarks/compare/target/hvsim-compare-0.1.0.jar [ROUNDS]
 * </pre>
 *
 * <p>Prints CSV, and a table to standard error. A round runs everything once; the figures are medians over the rounds, and medians of the ratios to the plain loop of the
 * same round, which other load on the machine disturbs least. Engines that are too slow for as many events as the others
 * have fewer. Ends with 1 when an engine's check is not that of the plain loop on as many events.
 */
public final class Compare {
    private static final int ROUNDS = 5;
    private static final String PLAIN = "plain-java";
    private static final List<Case> CASES = List.of(
            new Case("mm1", PLAIN, "", 10_000_000),
            new Case("mm1", "hvsim", "", 10_000_000),
            new Case("mm1", "ssj", "3.3.2, doubly linked list", 10_000_000),
            new Case("mm1", "cloudsim-plus", "8.5.5", 1_000_000),
            new Case("phold-1024", PLAIN, "", 4_000_000),
            new Case("phold-1024", "hvsim", "", 4_000_000),
            new Case("phold-1024", "ssj", "3.3.2, Henriksen's list", 4_000_000),
            new Case("phold-1024", "cloudsim-plus", "8.5.5, one entity", 500_000),
            new Case("phold-1024", "cloudsim-plus-entities", "8.5.5, an entity each", 20_000),
            new Case("phold-65536", PLAIN, "", 2_000_000),
            new Case("phold-65536", "hvsim", "", 2_000_000),
            new Case("phold-65536", "ssj", "3.3.2, splay tree", 2_000_000),
            new Case("phold-65536", "cloudsim-plus", "8.5.5, one entity", 500_000));

    private Compare() {}

    /** An engine on a model. */
    private record Case(String model, String engine, String version, long events) {
        Case plain() {
            return new Case(model, PLAIN, "", events);
        }
    }

    private record Outcome(double cpuNs, long check) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
        Map<Case, List<Outcome>> outcomes = new HashMap<>();
        Map<Case, List<Double>> ratios = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            Map<String, Double> plainNs = new HashMap<>();
            for (Case each : CASES) {
                Outcome outcome = run(each);
                outcomes.computeIfAbsent(each, key -> new ArrayList<>()).add(outcome);
                plainNs.putIfAbsent(each.model, outcome.cpuNs);
                ratios.computeIfAbsent(each, key -> new ArrayList<>()).add(outcome.cpuNs / plainNs.get(each.model));
            }
        }
        print(outcomes, ratios, rounds);
        requireSameChecks(outcomes);
    }

    private static void print(Map<Case, List<Outcome>> outcomes, Map<Case, List<Double>> ratios, int rounds) {
        System.out.println("model,engine,version,events,cpu_ns_per_event,ratio,rounds,check");
        System.err.printf("%-12s %-24s %12s %14s %8s%n", "model", "engine", "events", "CPU ns/event", "ratio");
        for (Case each : CASES) {
            List<Outcome> runs = outcomes.get(each);
            double cpuNs = median(runs.stream().map(Outcome::cpuNs).toList());
            double ratio = median(ratios.get(each));
            System.out.printf(
                    Locale.ROOT,
                    "%s,%s,\"%s\",%d,%.1f,%.3f,%d,%d%n",
                    each.model,
                    each.engine,
                    each.version,
                    each.events,
                    cpuNs,
                    ratio,
                    rounds,
                    runs.get(0).check);
            System.err.printf(
                    Locale.ROOT, "%-12s %-24s %12d %14.1f %8.2f%n", each.model, each.engine, each.events, cpuNs, ratio);
        }
    }

    private static void requireSameChecks(Map<Case, List<Outcome>> outcomes) throws IOException, InterruptedException {
        boolean same = true;
        for (Case each : CASES) {
            List<Outcome> plain = outcomes.get(each.plain());
            long expected = (plain == null ? run(each.plain()) : plain.get(0)).check;
            for (Outcome outcome : outcomes.get(each)) {
                if (outcome.check != expected) {
                    System.err.println(each + " went another way: " + outcome.check + " in place of " + expected);
                    same = false;
                }
            }
        }
        System.err.println(same ? "all engines gave the checks of the plain loop" : "engines differ");
        if (!same) {
            System.exit(1);
        }
    }

    private static Outcome run(Case each) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms2g",
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneRun.class.getName(),
                        each.model,
                        each.engine,
                        Long.toString(each.events))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(each + " failed: " + output);
        }
        List<String> lines = output.strip().lines().toList();
        String[] words = lines.get(lines.size() - 1).split(" ");
        return new Outcome(Double.parseDouble(words[0]), Long.parseLong(words[1]));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
