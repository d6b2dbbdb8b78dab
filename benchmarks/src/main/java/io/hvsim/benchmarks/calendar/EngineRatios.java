// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import io.hvsim.benchmarks.ChildJvm;
import io.hvsim.benchmarks.Median;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The engine next to a plain Java loop over a {@link java.util.PriorityQueue} with an object per event, and next to an
 * indexed binary heap, whose events can be moved: on PHOLD, a queue M/M/1, delays that are hard on calendars, and what
 * recorded runs of scenarios armed and cancelled. The heap is one of events that are used again and know their place in it;
 * recorded runs are measured on a naive one, too, with an object per event and a map of places. All draw the same random
 * numbers, exponentials by inversion, and must end with the same check value.
 *
 * <pre>
 *   java -cp benchmarks/target/hvsim-benchmarks-0.1.0.jar io.hvsim.benchmarks.calendar.EngineRatios [NAME...]
 * </pre>
 *
 * <p>A NAME is that of a model or the file of a scenario, whose first point is recorded; without names, all models are run.
 * Each measurement has a JVM of its own, with two runs to warm up. The engines take turns, {@value #ROUNDS} times; a line
 * gives the median CPU times of an event, the medians of the engine's ratios to the others in the same round, and what the
 * engine allocates per event. Times are CPU times of the process, in steps of 10 ms, garbage collection included.
 */
public final class EngineRatios {
    private static final int ROUNDS = 5;
    private static final int EVENTS = 4_000_000;
    private static final List<String> OPTIONS = List.of("-XX:+AlwaysPreTouch", "-Xms512m", "-Xmx512m");
    private static final List<String> MODELS = List.of("mm1", "phold-1024", "phold-65536");

    private record Result(double ns, double bytes, String check) {}

    private EngineRatios() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>(List.of(arguments));
        if (names.isEmpty()) {
            names.addAll(MODELS);
            names.addAll(Models.ADVERSARIES);
        }
        print(
                "%-28s %9s %9s %9s %9s %7s %7s %7s %11s%n",
                "model", "engine ns", "plain ns", "heap ns", "naive ns", "/plain", "/heap", "/naive", "bytes/event");
        for (String name : names) {
            if (name.endsWith(".yaml")) {
                Path trace = Files.createTempFile("hvsim", ".trace");
                try {
                    start(recorderPath(), Recorder.class, name, trace.toString());
                    measure(
                            Path.of(name).getFileName().toString(),
                            Models.TRACE + trace,
                            List.of("engine", "heap", "naive"));
                } finally {
                    Files.delete(trace);
                }
            } else {
                measure(name, name, List.of("engine", "plain", "heap"));
            }
        }
    }

    private static void measure(String title, String model, List<String> engines)
            throws IOException, InterruptedException {
        Result[][] results = new Result[engines.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < engines.size(); i++) {
                results[i][round] = run(engines.get(i), model);
                if (!results[i][round].check.equals(results[0][0].check)) {
                    throw new IllegalStateException(title + " went another way on " + engines.get(i));
                }
            }
        }
        String times = "";
        String ratios = "";
        for (String other : List.of("plain", "heap", "naive")) {
            int i = engines.indexOf(other);
            times += i < 0 ? " ".repeat(10) : String.format(Locale.ROOT, " %9.1f", time(results[i]));
            ratios += i < 0 ? " ".repeat(8) : String.format(Locale.ROOT, " %7.2f", ratio(results[0], results[i]));
        }
        print("%-28s %9.1f%s%s %11.3f%n", title, time(results[0]), times, ratios, results[0][ROUNDS - 1].bytes);
    }

    private static Result run(String engine, String model) throws IOException, InterruptedException {
        String path = System.getProperty("java.class.path");
        String[] fields = start(path, Measurement.class, engine, model, Integer.toString(EVENTS))
                .split(" ");
        return new Result(Double.parseDouble(fields[0]), Double.parseDouble(fields[1]), fields[2]);
    }

    private static String start(String classPath, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        return ChildJvm.run(OPTIONS, classPath, main, List.of(arguments));
    }

    /** The class path with the calendar that records before the real one; the build puts it beside the jar. */
    private static String recorderPath() {
        String path = System.getProperty("java.class.path");
        Path jar = Path.of(path.split(File.pathSeparator)[0]).toAbsolutePath();
        return jar.resolveSibling("recorder") + File.pathSeparator + path;
    }

    private static double time(Result[] results) {
        return Median.of(Arrays.stream(results).mapToDouble(Result::ns).toArray());
    }

    private static double ratio(Result[] results, Result[] others) {
        double[] ratios = new double[ROUNDS];
        Arrays.setAll(ratios, i -> results[i].ns / others[i].ns);
        return Median.of(ratios);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
