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
                new Policy("esx-3", EsxShareScheduler::new, esx("relaxed", 100), true, true),
                new Policy("esx-2", EsxStrictScheduler::new, esx("none", 0), true, true),
                new Policy(
                        "esx-share by core",
                        () -> new CoreScheduling(new EsxShareScheduler(), false),
                        esx("relaxed", 0),
                        true,
                        true),
                new Policy("vsphere-5", EsxShareScheduler::new, esx("relaxed", 0), true, true),
                new Policy("esx-share without co-scheduling", EsxShareScheduler::new, esx("none", 0), true, true),
                new Policy(
                        "xen-credit, sampled", XenCreditScheduler::new, XenCreditSchedulerTest.sampled(), true, true),
                new Policy("xen-credit, exact", XenCreditScheduler::new, XenCreditSchedulerTest.exact(), true, true),
                new Policy(
                        "xen-credit, with all delays",
                        XenCreditScheduler::new,
                        XenCreditSchedulerTest.exact()
                                .with("ratelimit", TestHost.MS)
                                .with("balance-ratelimit", TestHost.MS)
                                .with("migration-delay", TestHost.MS),
                        true,
                        true),
                new Policy("xen-credit2", XenCredit2Scheduler::new, XenCredit2SchedulerTest.parameters(), true, true),
                new Policy(
                        "xen-credit2, a run queue for each pCPU",
                        XenCredit2Scheduler::new,
                        XenCredit2SchedulerTest.parameters().with("runqueue", "cpu"),
                        true,
                        true),
                new Policy("xen-bvt", XenBvtScheduler::new, XenBvtSchedulerTest.parameters(), true, true),
                new Policy(
                        "xen-bvt, borrowing and preempting at once",
                        XenBvtScheduler::new,
                        XenBvtSchedulerTest.parameters()
                                .with("wake-up", "at-once")
                                .with("warp", 20 * TestHost.MS)
                                .with("warp-limit", 10 * TestHost.MS)
                                .with("unwarp", 100 * TestHost.MS),
                        true,
                        true),
                // Budgets that three vCPUs can have of one pCPU; those beyond that are not shared evenly.
                new Policy("rtds", RtdsScheduler::new, RtdsSchedulerTest.parameters(9, 3, "on"), true, false),
                new Policy("xen-null", NullScheduler::new, new Parameters(), false, false)));
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

    /** Proportional share with a quantum of 50 ms and skews of 3 and 1.5 ms. */
    static Parameters esx(String coscheduling, long penaltyMs) {
        return new Parameters()
                .with("quantum", 50 * TestHost.MS)
                .with("preemption-margin", 5 * TestHost.MS)
                .with("co-scheduling", coscheduling)
                .with("stop-skew", 3 * TestHost.MS)
                .with("start-skew", 1.5 * TestHost.MS)
                .with("sample", TestHost.MS)
                .with("halting-idle-penalty", penaltyMs * TestHost.MS)
                .with("numa", "home-node")
                .with("rebalance", 2_000 * TestHost.MS)
                .with("page-migration", 0.5);
    }

    private Policies() {}
}
