// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.scheduling.CoreScheduling;
import io.hvsim.model.scheduling.VcpuScheduler;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The scheduling policies on the class path, found as services, so that anyone can add one without touching hvsim. */
public final class Schedulers {
    /** What a policy can decide about, as words of scheduler files; first what it does by itself. */
    static final List<String> GRANULARITIES = List.of("cpu", "core", "socket");

    private Schedulers() {}

    /** One of each, not started. */
    static List<VcpuScheduler> all() {
        return ServiceLoader.load(VcpuScheduler.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(VcpuScheduler::name))
                .toList();
    }

    /** Names of all, in alphabetical order. */
    public static List<String> names() {
        return all().stream().map(VcpuScheduler::name).toList();
    }

    /**
     * A fresh one.
     *
     * @throws IllegalArgumentException if there is none called {@code name}
     */
    public static VcpuScheduler create(String name) {
        for (VcpuScheduler scheduler : ServiceLoader.load(VcpuScheduler.class)) {
            if (scheduler.name().equals(name)) {
                return scheduler;
            }
        }
        throw new IllegalArgumentException("no scheduling policy '" + name + "', known are " + names());
    }

    /** A fresh one for {@code def}, at its granularity. */
    public static VcpuScheduler create(SchedulerDef def) {
        VcpuScheduler policy = create(def.policy());
        return switch (def.granularity()) {
            case "core" -> new CoreScheduling(policy, false);
            case "socket" -> new CoreScheduling(policy, true);
            default -> policy;
        };
    }
}
