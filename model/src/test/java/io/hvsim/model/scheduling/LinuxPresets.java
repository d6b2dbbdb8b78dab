// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;

import java.util.List;

/** Parameters of the Linux schedulers as the library has them. */
public final class LinuxPresets {
    static final List<String> EEVDF = List.of("6.6", "6.12", "6.15", "6.17", "6.18y");

    static Parameters eevdf(String version, long tickNs) {
        boolean first = version.equals("6.6");
        boolean repicks = version.equals("6.17") || version.equals("6.18y");
        return host(tickNs)
                .with("base-slice", first || version.equals("6.12") ? 750 * US : 700 * US)
                .with("slice-check", "tick")
                .with("protection", repicks ? "vprot" : "deadline")
                .with("delayed-dequeue", first ? "off" : "on")
                .with("lag-clamp", version.equals("6.18y") ? "slice-and-tick" : "two-slices")
                .with("migrated-deadline", first ? "renewed" : "kept")
                .with("yield", version.equals("6.18y") ? "forfeit" : "deadline");
    }

    public static Parameters cfs(long tickNs) {
        return host(tickNs)
                .with("latency", 6 * MS)
                .with("min-granularity", 750 * US)
                .with("wakeup-granularity", MS)
                .with("scaling-cpus", 8)
                .with("sleepers", "gentle");
    }

    private static Parameters host(long tickNs) {
        return new Parameters()
                .with("tick", tickNs)
                .with("groups", "flat")
                .with("balance-interval", 32 * MS)
                .with("balance-difference", 2)
                .with("cache-hot", 500 * US)
                .with("numa-balancing", "on")
                .with("bandwidth-period", 100 * MS)
                .with("bandwidth-slice", 5 * MS)
                .with("bandwidth-kept", MS);
    }

    private LinuxPresets() {}
}
