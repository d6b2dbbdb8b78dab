// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.measure.RunState;
import io.hvsim.model.scheduling.VcpuScheduler;

/**
 * The handler of pause-loop exits: goes round the vCPUs of the VM after the one it last boosted, looking for one that may
 * hold what the others spin for, and tries to yield to it, under the locks of both run queues. One that executes the guest
 * holds nothing up: it is found out without the locks, and passed over. One that is in a handler itself, or on its way to
 * or from the guest, is tried all the same, in vain.
 *
 * <p>It goes in steps that each end with an attempt, so that the next one meets the vCPUs as they are then. How long a step
 * takes varies at random by half, without which waiters of one lock fall into step.
 */
final class DirectedYield {
    private static final int MOST_BAILED_OUT = 3;

    private final PauseLoops rules;
    private final RandomStream random;
    private final VcpuScheduler scheduler;
    private final RunQueueLocks locks;

    DirectedYield(PauseLoops rules, VcpuScheduler scheduler, RunQueueLocks locks, RandomStream random) {
        this.rules = rules;
        this.random = random;
        this.scheduler = scheduler;
        this.locks = locks;
    }

    PauseLoops rules() {
        return rules;
    }

    /** {@code vcpu} exits from a pause loop at {@code nowNs}; returns the time of the first step, above 0 nanoseconds. */
    long begin(Vcpu vcpu, long nowNs) {
        vcpu.isInPauseLoop = true;
        vcpu.isYieldEligible = false;
        vcpu.search.begin(vcpu.vm.lastBoosted + 1);
        return rules.exitNs() + step(vcpu, nowNs + rules.exitNs());
    }

    /**
     * A step of {@code vcpu}'s handler is over at {@code nowNs}; returns the time of the next one in nanoseconds, or 0 if it
     * has yielded or there is none.
     */
    long proceed(Vcpu vcpu, long nowNs) {
        Vcpu target = vcpu.search.target;
        if (target == null) {
            return 0;
        }
        if (target.state() == RunState.RUNNABLE && scheduler.yieldTo(vcpu.pcpu.index, target.contender)) {
            vcpu.vm.lastBoosted = vcpu.search.at;
            return 0;
        }
        long ns = step(vcpu, nowNs);
        return vcpu.search.target == null ? ns : Math.max(1, ns);
    }

    /** {@code vcpu} will yield to {@code target} and nobody else, from {@code atNs} on; returns the time it takes in nanoseconds. */
    long aim(Vcpu vcpu, Vcpu target, long atNs) {
        vcpu.search.only(target, vcpu.vm.lastBoosted);
        return attempt(vcpu, atNs, 0.5 + random.nextDouble());
    }

    /** Goes on to the next attempt, or to the end of the search. */
    private long step(Vcpu vcpu, long nowNs) {
        YieldSearch search = vcpu.search;
        search.target = null;
        int count = vcpu.vm.vcpus.size();
        double varied = 0.5 + random.nextDouble();
        double ns = 0;
        while (search.target == null && search.bailedOut < MOST_BAILED_OUT && search.advance(count)) {
            Vcpu other = vcpu.vm.vcpus.get(search.at);
            if (other == vcpu || other.state() == RunState.BLOCKED) {
                continue;
            }
            ns += rules.lookNs();
            if (!isCandidate(other)) {
                continue;
            }
            ns += rules.checkNs();
            if (other.isInGuest()) {
                continue;
            }
            if (rules.bailsOut() && other.state() == RunState.RUNNING && isAlone(vcpu, other)) {
                search.bailedOut++;
            } else {
                search.target = other;
            }
        }
        long lookedNs = Math.round(ns * varied);
        return search.target == null ? lookedNs : lookedNs + attempt(vcpu, nowNs + lookedNs, varied);
    }

    /** Time of an attempt to yield to the target from {@code atNs} on. */
    private long attempt(Vcpu vcpu, long atNs, double varied) {
        long holdNs = Math.round(rules.attemptNs() * varied);
        int queue = scheduler.runQueue(vcpu.search.target.contender);
        return queue < 0 ? holdNs : locks.takeBoth(vcpu.pcpu.index, queue, atNs, holdNs) + holdNs - atNs;
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
}
