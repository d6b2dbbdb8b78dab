// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.result.Metric;
import io.hvsim.model.technique.Cause;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The time of a group's vCPUs in the terms of tools that administrators read: counters of esxtop, and steal time as guests
 * of KVM and of Xen see it. All are shares of the vCPUs' time; %RUN, %RDY, %CSTP and %WAIT add up to 1.
 *
 * <p>Differs from esxtop in: a group's counters are means over its vCPUs, where esxtop adds up those of a VM; %USED leaves
 * out what is lost to the other thread of the core, where ESX charges a fixed part of the time in which that is busy; nothing runs in
 * the name of a VM while its vCPU is charged, so %OVRLP is none.
 */
final class TimeAccounts {
    private final GroupRun run;
    private final GroupRun.Totals totals;
    private final double ns;
    private final double turboGain;
    private final List<Metric> metrics;

    /**
     * @param turboGain the clock that time is counted by, as a multiple of the nominal one
     * @param metrics where the accounts are added to
     */
    TimeAccounts(GroupRun run, GroupRun.Totals totals, long measuredNs, double turboGain, List<Metric> metrics) {
        this.run = run;
        this.totals = totals;
        this.ns = measuredNs;
        this.turboGain = turboGain;
        this.metrics = metrics;
    }

    void write() {
        long ready = ns(Cause.READY) + ns(Cause.CAPPED);
        long costop = ns(Cause.COSTOP);
        long offline = ns(Cause.PAGE_IN) + ns(Cause.MIGRATION);
        long atFullClock = totals.runningNs() - ns(Cause.SMT) - ns(Cause.CLOCK);
        add("esxtop.used", Math.round(atFullClock * turboGain) + totals.backEndNs());
        add("esxtop.run", totals.runningNs());
        add("esxtop.sys", totals.backEndNs());
        add("esxtop.rdy", ready);
        add("esxtop.mlmtd", ns(Cause.CAPPED));
        add("esxtop.cstp", costop);
        add("esxtop.wait", totals.blockedNs() + offline);
        add("esxtop.idle", totals.blockedNs());
        add("esxtop.vmwait", offline);
        add("esxtop.swpwt", ns(Cause.PAGE_IN));
        addWorst("esxtop.rdy-worst", GroupRun.Waits::readyNs);
        addWorst("esxtop.cstp-worst", GroupRun.Waits::costopNs);
        add("steal.kvm", ready + costop);
        add("steal.xen", ready + costop + offline);
        double asleep = run.meter.latency.blamedNs(Cause.LOCK_WAIT.ordinal());
        metrics.add(new Metric(run.group.name(), "waiting.locks", "count", asleep / ns));
    }

    private long ns(Cause cause) {
        return totals.ledger().ns[cause.ordinal()];
    }

    private void add(String name, long of) {
        add(name, of, run.vcpus());
    }

    private void addWorst(String name, ToLongFunction<GroupRun.Waits> wait) {
        add(name, run.waits().stream().mapToLong(wait).max().orElseThrow(), run.group.vcpus());
    }

    private void add(String name, long of, int vcpus) {
        metrics.add(new Metric(run.group.name(), name, "share", of / (ns * vcpus)));
    }
}
