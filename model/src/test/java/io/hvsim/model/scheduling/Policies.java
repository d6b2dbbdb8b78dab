// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

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
        return List.of(
                new Policy(
                        "round-robin",
                        RoundRobinScheduler::new,
                        new Parameters().with("quantum", 50 * TestHost.MS),
                        true,
                        false),
                new Policy("esx-3", EsxShareScheduler::new, esx("relaxed", 100), true, true),
                new Policy("esx-2", EsxStrictScheduler::new, esx("none", 0), true, true),
                new Policy(
                        "esx-share by core",
                        () -> new CoreScheduling(new EsxShareScheduler(), false),
                        esx("relaxed", 0),
                        true,
                        true),
                new Policy("vsphere-5", EsxShareScheduler::new, esx("relaxed", 0), true, true),
                new Policy("esx-share without co-scheduling", EsxShareScheduler::new, esx("none", 0), true, true));
    }

    /** Proportional share with a quantum of 50 ms and skews of 3 and 1.5 ms. */
    static Parameters esx(String coscheduling, long penaltyMs) {
        return new Parameters()
                .with("quantum", 50 * TestHost.MS)
                .with("preemption-margin", 5 * TestHost.MS)
                .with("co-scheduling", coscheduling)
                .with("stop-skew", 3 * TestHost.MS)
                .with("start-skew", 1.5 * TestHost.MS)
                .with("sample", TestHost.MS)
                .with("halting-idle-penalty", penaltyMs * TestHost.MS);
    }

    private Policies() {}
}
