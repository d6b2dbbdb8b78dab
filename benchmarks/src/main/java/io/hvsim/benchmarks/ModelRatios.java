// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import io.hvsim.benchmarks.calendar.Measurement;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an event of the full model costs, scheduling, accounts, blame and recording included, next to an event of the bare
 * engine: on a host that is quiet, busy, overcommitted, or huge.
 *
 * <pre>
 *   java -cp benchmarks/target/hvsim-benchmarks-0.1.0.jar io.hvsim.benchmarks.ModelRatios [SCHEDULER...]
 * </pre>
 *
 * <p>The scenarios take turns, {@value #ROUNDS} times, each in a JVM of its own; medians are printed as a table, to standard error,
 * and as CSV. {@code speed} is simulated over CPU time; {@code bytes/event} is what the simulating thread allocates once the host
 * has run in; {@code heap} is the peak. {@code ratio} is the CPU time of an event over that of PHOLD ({@link
 * io.hvsim.benchmarks.calendar.EngineRatios}) with as many armed timers, on the bare engine, in a JVM of its own in the same
 * round. On a machine that
 * does other things as well, ratios and bytes mean something, and times little.
 */
public final class ModelRatios {
    private static final int ROUNDS = 5;
    private static final long RUN_IN = 6_000_000;
    private static final long MEASURED = 4_000_000;
    private static final String ENGINE_EVENTS = "4000000";
    private static final List<String> DEFAULT = List.of("linux-eevdf-6.12", "xen-credit2", "esx-3");

    /**
     * A host of two sockets.
     *
     * @param rate requests per second for each VM
     */
    private record Shape(int pcpus, int vms, int vcpus, boolean tickless, int rate) {
        String scenario(String scheduler) {
            return """
                    title: A host
                    question: How fast is it simulated?
                    host: {extends: xeon-8160, sockets: 2, cores-per-socket: %d}
                    hypervisor: {extends: kvm-5.6, scheduler: {extends: %s}}
                    vms:
                      vm:
                        count: %d
                        vcpus: %d
                        guest: {extends: linux-4.0, hz: %d, tickless: %b}
                        memory: 512 MiB
                        devices: {disk: array}
                        workload: dynamic-web
                        load: {open: {rate: %d/s}}
                    # Longer than is simulated: else the time series would grow beyond what it is for.
                    run: {warmup: 0.2 s, duration: 100000 s, replications: 1, seed: 1}
                    """.formatted(pcpus / 2, scheduler, vms, vcpus, tickless ? 250 : 1000, tickless, rate);
        }
    }

    private static final Map<String, Shape> SHAPES = new TreeMap<>(Map.of(
            "quiet", new Shape(8, 8, 2, true, 5),
            "busy", new Shape(8, 8, 2, true, 400),
            "overcommitted", new Shape(8, 24, 4, true, 180),
            "huge", new Shape(64, 256, 4, false, 100)));

    private ModelRatios() {}

    public static void main(String[] arguments) throws ScenarioException, IOException, InterruptedException {
        if (arguments.length == 2 && SHAPES.containsKey(arguments[0])) {
            System.out.println(measure(SHAPES.get(arguments[0]).scenario(arguments[1])));
        } else {
            compare(arguments.length == 0 ? DEFAULT : List.of(arguments));
        }
    }

    /** Events per CPU second, speed, bytes per event, peak heap in MiB, nanoseconds per event, armed timers. */
    private static String measure(String scenario) throws ScenarioException {
        HostRun host = new HostRun(scenario);
        host.executeAtLeast(RUN_IN);
        HostRun.Cost cost = host.executeAtLeast(MEASURED);
        return cost.eventsPerCpuSecond() + " " + cost.speed() + " " + cost.bytesPerEvent() + " " + peakHeapMib() + " "
                + cost.nsPerEvent() + " " + host.pending();
    }

    private static double peakHeapMib() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / (double) (1 << 20);
    }

    private static void compare(List<String> schedulers) throws IOException, InterruptedException {
        Map<String, double[][]> rounds = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String shape : SHAPES.keySet()) {
                for (String scheduler : schedulers) {
                    double[] measured = numbers(ModelRatios.class, shape, scheduler);
                    double engineNs = engineNs((int) measured[5]);
                    double ratio = measured[4] / engineNs;
                    rounds.computeIfAbsent(shape + "," + scheduler, key -> new double[5][ROUNDS]);
                    double[] all = {measured[0], measured[1], measured[2], measured[3], ratio};
                    for (int i = 0; i < all.length; i++) {
                        rounds.get(shape + "," + scheduler)[i][round] = all[i];
                    }
                }
            }
        }
        print(
                System.err,
                "%-14s %-18s %12s %9s %11s %9s %7s%n",
                "scenario",
                "scheduler",
                "events/cpu-s",
                "speed",
                "bytes/event",
                "heap MiB",
                "ratio");
        rounds.forEach((name, of) -> print(System.err, "%-14s %-18s %12.0f %9.2f %11.4f %9.0f %7.2f%n", row(name, of)));
        print(
                System.out,
                "scenario,scheduler,events_per_cpu_s,simulated_s_per_cpu_s,bytes_per_event,peak_heap_mib,ratio_to_engine%n");
        rounds.forEach((name, of) -> print(System.out, "%s,%s,%.0f,%.3f,%.4f,%.0f,%.2f%n", row(name, of)));
    }

    private static double engineNs(int armed) throws IOException, InterruptedException {
        return numbers(Measurement.class, "engine", "phold-" + armed, ENGINE_EVENTS)[0];
    }

    private static double[] numbers(Class<?> main, String... arguments) throws IOException, InterruptedException {
        String[] printed = ChildJvm.run(main, List.of(arguments)).split(" ");
        double[] numbers = new double[printed.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.parseDouble(printed[i]);
        }
        return numbers;
    }

    private static Object[] row(String name, double[][] rounds) {
        Object[] row = new Object[2 + rounds.length];
        System.arraycopy(name.split(","), 0, row, 0, 2);
        for (int i = 0; i < rounds.length; i++) {
            row[2 + i] = Median.of(rounds[i]);
        }
        return row;
    }

    private static void print(PrintStream to, String format, Object... values) {
        to.printf(Locale.ROOT, format, values);
    }
}
