// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.memory.DirtyLog;
import io.hvsim.model.memory.MigrationPlan;
import io.hvsim.model.memory.Page;
import io.hvsim.model.memory.PreCopy;
import io.hvsim.model.memory.VmMemory;
import io.hvsim.model.memory.VmPages;
import java.util.List;

/**
 * The live migration of one VM.
 *
 * <pre>
 *   pre-copy rounds ──► VM stopped ──► resumed: done
 *                                └──► resumed, the rest follows by post-copy ──► done
 * </pre>
 *
 * <p>The other host is taken to be like this one, with the same neighbours: the VM stays on the pCPUs it runs on, and what
 * is seen is what the migration does to the VM. The CPU time of sending and receiving is not simulated.
 */
final class LiveMigration {
    /** Pages that have their turn together while it is asked which of them are dirty again; Xen's batch. */
    private static final int BATCH = 1024;
    /** Pages pushed together during post-copy. */
    private static final int PUSH = 64;
    /** How long a throttled vCPU runs at a time; QEMU's {@code CPU_THROTTLE_TIMESLICE_NS}. */
    private static final long THROTTLE_SLICE_NS = 10_000_000;

    private final Simulation simulation;
    private final Hypervisor hypervisor;
    private final VmMemory memory;
    private final MigrationPlan plan;
    private final VmPages pages;
    private final List<Vcpu> vcpus;
    private final PreCopy copy;
    private final Timer next;
    private final Timer throttle;

    private Runnable step = this::begin;
    private double batch;
    private double batchSent;
    private long roundSince;
    private boolean held;
    private long downtimeNs;
    private double absentBefore;
    private double postCopied;
    private long doneAt = -1;

    LiveMigration(Simulation simulation, Hypervisor hypervisor, VmMemory memory, VmPages pages, List<Vcpu> vcpus) {
        this.simulation = simulation;
        this.hypervisor = hypervisor;
        this.memory = memory;
        this.plan = memory.migration();
        this.pages = pages;
        this.vcpus = vcpus;
        this.copy = new PreCopy(plan.policy(), memory.pages(), plan.linkBytesPerSecond());
        this.next = simulation.timer(() -> step.run());
        this.throttle = simulation.timer(this::throttle);
        next.armAt(plan.startNs());
    }

    private void then(Runnable step, long ns) {
        this.step = step;
        next.armIn(ns);
    }

    private void begin() {
        if (copy.stops()) {
            stop();
        } else {
            pages.track(true);
            beginRound();
        }
    }

    private void beginRound() {
        roundSince = simulation.now();
        accessesChanged();
        beginBatch();
    }

    private void beginBatch() {
        batch = plan.policy().skipsRedirtied() ? Math.min(BATCH, copy.remainingPages()) : copy.remainingPages();
        batchSent = plan.policy().skipsRedirtied() ? batch * (1 - log().redirtiedShare(memory.pages())) : batch;
        then(this::endBatch, copy.sendingNs(batchSent));
    }

    private void endBatch() {
        copy.took(batch, batchSent);
        if (copy.remainingPages() > 0) {
            beginBatch();
        } else {
            endRound();
        }
    }

    private void endRound() {
        copy.endRound(log().pages(), simulation.now() - roundSince);
        pages.log().beginRound();
        if (copy.stops()) {
            stop();
            return;
        }
        if (copy.throttle() > 0 && !throttle.isArmed()) {
            throttle();
        }
        beginRound();
    }

    /** The log up to the present. */
    private DirtyLog log() {
        vcpus.forEach(Vcpu::sync);
        return pages.log();
    }

    private void accessesChanged() {
        vcpus.forEach(Vcpu::accessesChanged);
    }

    /** Holds the vCPUs and lets them run by turns, so that they run for the share of time that is left to them. */
    private void throttle() {
        hold(!held);
        double running = 1 - copy.throttle();
        throttle.armIn(held ? Math.round(THROTTLE_SLICE_NS * copy.throttle() / running) : THROTTLE_SLICE_NS);
    }

    private void hold(boolean held) {
        this.held = held;
        for (Vcpu vcpu : vcpus) {
            if (held) {
                hypervisor.stop(vcpu);
            } else {
                hypervisor.release(vcpu);
            }
        }
    }

    private void stop() {
        throttle.cancel();
        vcpus.forEach(Vcpu::sync);
        pages.track(false);
        hold(true);
        double now = plan.policy().postCopy() ? 0 : copy.remainingPages();
        downtimeNs = copy.sendingNs(now + (double) plan.stateBytes() / Page.BYTES) + plan.switchOverNs();
        then(this::resume, downtimeNs);
    }

    private void resume() {
        if (plan.policy().postCopy()) {
            pages.leaveBehind(copy.remainingPages());
        } else {
            copy.took(copy.remainingPages(), copy.remainingPages());
        }
        hold(false);
        push();
    }

    /** Post-copy sends what is left in the background; pages that the VM fetches meanwhile take their share of the link. */
    private void push() {
        if (pages.absent() <= 0) {
            doneAt = simulation.now();
            return;
        }
        absentBefore = pages.absent();
        double sending = Math.min(PUSH, absentBefore);
        then(this::pushed, copy.sendingNs(sending));
    }

    private void pushed() {
        double fetched = absentBefore - pages.absent();
        double arriving = Math.min(pages.absent(), Math.max(0, PUSH - fetched));
        if (arriving > 0) {
            pages.arrive(arriving);
        }
        postCopied += fetched + arriving;
        push();
    }

    /** Whether all memory has arrived on the other host. */
    boolean isDone() {
        return doneAt >= 0;
    }

    /** From the first page sent to the last, in nanoseconds; of a migration that is done. */
    long durationNs() {
        return doneAt - plan.startNs();
    }

    /** Rounds of pre-copy so far. */
    int rounds() {
        return copy.rounds();
    }

    /** What was sent so far, in bytes, without the state of devices. */
    double sentBytes() {
        return (copy.sentPages() + postCopied) * Page.BYTES;
    }

    /** How long the VM was stopped to be switched over, in nanoseconds; 0 before. */
    long downtimeNs() {
        return downtimeNs;
    }
}
