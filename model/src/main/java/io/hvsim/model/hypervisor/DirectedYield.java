// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.measure.RunState;
import io.hvsim.model.scheduling.VcpuScheduler;

/**
 * The handler of pause-loop exits: goes round the vCPUs of the VM after the one it last boosted, looking for one that may
 * hold what the others spin for, and yields to it. The search is made when the exit happens, its result applied when the
 * handler ends; its time varies at random by half, without which waiters of one lock fall into step.
 */
final class DirectedYield {
    private static final int MOST_ATTEMPTS = 3;

    private final PauseLoops rules;
    private final RandomStream random;
    private final VcpuScheduler scheduler;
    private final int pcpus;
    /** vCPUs that are in a handler now: they contend for the locks of run queues. */
    private int handling;

    DirectedYield(PauseLoops rules, VcpuScheduler scheduler, int pcpus, RandomStream random) {
        this.rules = rules;
        this.random = random;
        this.scheduler = scheduler;
        this.pcpus = pcpus;
    }

    PauseLoops rules() {
        return rules;
    }

    /** {@code vcpu} exits from a pause loop; returns the time of the handler in nanoseconds. */
    long search(Vcpu vcpu) {
        vcpu.isInPauseLoop = true;
        vcpu.isYieldEligible = false;
        handling++;
        Vcpu target = null;
        double attemptNs = attemptNs();
        double ns = 0;
        int attempts = 0;
        int count = vcpu.vm.vcpus.size();
        int first = vcpu.vm.lastBoosted + 1;
        for (int i = 0; i < count && target == null && attempts < MOST_ATTEMPTS; i++) {
            Vcpu other = vcpu.vm.vcpus.get((first + i) % count);
            if (other == vcpu || other.state() == RunState.BLOCKED) {
                continue;
            }
            ns += rules.lookNs();
            if (!isCandidate(other)) {
                continue;
            }
            if (other.state() == RunState.RUNNABLE) {
                target = other;
                ns += attemptNs;
                vcpu.vm.lastBoosted = (first + i) % count;
            } else if (rules.bailsOut() && isAlone(vcpu, other)) {
                attempts++;
                ns += rules.bailNs();
            } else {
                ns += attemptNs;
            }
        }
        vcpu.yieldsTo = target;
        return rules.exitNs() + varied(ns);
    }

    /** {@code vcpu} will yield to {@code target}, if that still waits; returns the time it takes in nanoseconds. */
    long aim(Vcpu vcpu, Vcpu target) {
        handling++;
        vcpu.yieldsTo = target;
        return varied(attemptNs());
    }

    private double attemptNs() {
        return rules.attemptNs() * (1 + (double) handling / pcpus);
    }

    private long varied(double ns) {
        return Math.round(ns * (0.5 + random.nextDouble()));
    }

    private boolean isCandidate(Vcpu other) {
        boolean woken = rules.alsoWoken() && other.state() == RunState.RUNNABLE;
        if (rules.onlyPreempted() && !woken && !(other.state() == RunState.RUNNABLE && other.isPreempted())) {
            return false;
        }
        boolean interrupted = rules.alsoInterrupted() && other.guest().hasPendingInterrupt();
        if (rules.onlyInKernel() && !interrupted && !other.guest().isInKernel()) {
            return false;
        }
        if (rules.skipsSpinners() && other.isInPauseLoop) {
            boolean eligible = other.isYieldEligible;
            other.isYieldEligible = !eligible;
            return eligible;
        }
        return true;
    }

    /** Whether neither pCPU has anyone waiting, so that yielding is of no use. */
    private boolean isAlone(Vcpu vcpu, Vcpu other) {
        return !scheduler.isContended(vcpu.pcpu.index) && !scheduler.isContended(other.pcpu.index);
    }

    /** The handler of {@code vcpu} is over, or the vCPU was taken off its pCPU before. */
    void leave() {
        handling--;
    }

    /** The handler of {@code vcpu} yields to what it found, if that still waits; returns whether the pCPU will choose. */
    boolean yield(Vcpu vcpu) {
        Vcpu target = vcpu.yieldsTo;
        vcpu.yieldsTo = null;
        return target != null
                && target.state() == RunState.RUNNABLE
                && scheduler.yieldTo(vcpu.pcpu.index, target.contender);
    }
}
