// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.scheduling.VcpuScheduler;
import java.util.List;
import java.util.ServiceLoader;

/** The schedulers on the class path, found as services, so that anyone can add one without touching hvsim. */
public final class Schedulers {
    private Schedulers() {}

    /** Names of all schedulers, in alphabetical order. */
    public static List<String> names() {
        return ServiceLoader.load(VcpuScheduler.class).stream()
                .map(provider -> provider.get().name())
                .sorted()
                .toList();
    }

    /**
     * A fresh scheduler.
     *
     * @throws IllegalArgumentException if there is none called {@code name}
     */
    public static VcpuScheduler create(String name) {
        for (VcpuScheduler scheduler : ServiceLoader.load(VcpuScheduler.class)) {
            if (scheduler.name().equals(name)) {
                return scheduler;
            }
        }
        throw new IllegalArgumentException("no scheduler '" + name + "', known are " + names());
    }
}
