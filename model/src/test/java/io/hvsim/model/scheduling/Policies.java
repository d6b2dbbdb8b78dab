// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every policy with parameters that it is used with, for tests that hold for all. */
final class Policies {

    /**
     * A policy, ready to be started.
     *
     * @param shares whether vCPUs take turns on a pCPU
     * @param weighs whether they do so by shares
     */
    record Policy(
            String name, Supplier<VcpuScheduler> scheduler, Parameters parameters, boolean shares, boolean weighs) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Policy> all() {
        List<Policy> all = new ArrayList<>(List.of(
                new Policy(
                        "round-robin",
                        RoundRobinScheduler::new,
                        new Parameters().with("quantum", 50 * TestHost.MS),
                        true,
                        false),
                new Policy(
                        "esx-share",
                        EsxShareScheduler::new,
                        new Parameters().with("quantum", 50 * TestHost.MS),
                        true,
                        true)));
        all.addAll(linux());
        return all;
    }

    private static List<Policy> linux() {
        List<Policy> all = new ArrayList<>();
        for (String groups : List.of("flat", "vm")) {
            for (String preset : LinuxPresets.EEVDF) {
                Parameters parameters =
                        LinuxPresets.eevdf(preset, 4 * TestHost.MS).with("groups", groups);
                all.add(new Policy(
                        "linux-eevdf-" + preset + " " + groups, LinuxEevdfScheduler::new, parameters, true, true));
            }
            Parameters exact = LinuxPresets.eevdf("6.18y", TestHost.MS)
                    .with("groups", groups)
                    .with("slice-check", "exact");
            all.add(new Policy("linux-eevdf exact " + groups, LinuxEevdfScheduler::new, exact, true, true));
            Parameters cfs = LinuxPresets.cfs(TestHost.MS).with("groups", groups);
            all.add(new Policy("linux-cfs " + groups, LinuxCfsScheduler::new, cfs, true, true));
        }
        return all;
    }

    private Policies() {}
}
