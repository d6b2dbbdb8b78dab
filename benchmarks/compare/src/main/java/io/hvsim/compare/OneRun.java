// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import umontreal.ssj.simevents.eventlist.DoublyLinked;
import umontreal.ssj.simevents.eventlist.EventList;
import umontreal.ssj.simevents.eventlist.Henriksen;
import umontreal.ssj.simevents.eventlist.SplayTree;

/**
 * One engine on one model, in this JVM: runs twice to warm up, then once measured, and prints CPU nanoseconds for each
 * event, those of the collector and the compiler included, and the check.
 *
 * <pre>
 *   OneRun MODEL ENGINE EVENTS
 * </pre>
 */
public final class OneRun {
    private static final int WARM_UPS = 2;

    private OneRun() {}

    public static void main(String[] arguments) {
        String model = arguments[0];
        long events = Long.parseLong(arguments[2]);
        for (int i = 0; i < WARM_UPS; i++) {
            engine(arguments[1], model).run(Model.of(model, events));
        }
        Model measured = Model.of(model, events);
        Engine engine = engine(arguments[1], model);
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = process.getProcessCpuTime();
        engine.run(measured);
        double cpuNs = process.getProcessCpuTime() - before;
        System.out.printf(Locale.ROOT, "%.2f %d%n", cpuNs / events, measured.check());
    }

    private static Engine engine(String name, String model) {
        return switch (name) {
            case "plain-java" -> new PlainJava();
            case "hvsim" -> new HvsimEngine();
            case "ssj" -> new SsjEngine(bestList(model));
            case "cloudsim-plus" -> new CloudSimPlusEngine(false);
            case "cloudsim-plus-entities" -> new CloudSimPlusEngine(true);
            default -> throw new IllegalArgumentException("no engine " + name);
        };
    }

    /** SSJ's fastest event list on each model, of those that come with it. */
    private static EventList bestList(String model) {
        return switch (model) {
            case "mm1" -> new DoublyLinked();
            case "phold-1024" -> new Henriksen();
            default -> new SplayTree();
        };
    }
}
