// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** One model on one engine, in a JVM of its own. */
public final class Measurement {
    private static final int WARM_UPS = 2;
    private static final long LEAST_NS = 500_000_000;

    private static long cpuNs;
    private static long bytes;
    private static long events;
    private static double check;

    private Measurement() {}

    /** Arguments: engine, model, number of events. Prints CPU nanoseconds and bytes allocated per event, and the check. */
    public static void main(String[] arguments) {
        int length = Integer.parseInt(arguments[2]);
        for (int i = 0; i < WARM_UPS; i++) {
            run(arguments[0], arguments[1], length);
        }
        cpuNs = 0;
        bytes = 0;
        events = 0;
        do {
            run(arguments[0], arguments[1], length);
        } while (cpuNs < LEAST_NS);
        System.out.println((double) cpuNs / events + " " + (double) bytes / events + " " + check);
    }

    private static void run(String engineName, String modelName, int length) {
        Events engine = switch (engineName) {
            case "engine" -> new Engine();
            case "plain" -> new PlainJava();
            case "heap" -> new IndexedHeap();
            case "naive" -> new NaiveHeap();
            default -> throw new IllegalArgumentException("no engine " + engineName);
        };
        Model model = Models.of(modelName, length);
        model.begin(engine);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long bytesBefore = thread.getCurrentThreadAllocatedBytes();
        long cpuBefore = system.getProcessCpuTime();
        engine.run();
        cpuNs += system.getProcessCpuTime() - cpuBefore;
        bytes += thread.getCurrentThreadAllocatedBytes() - bytesBefore;
        events += model.count();
        check = model.check();
    }
}
