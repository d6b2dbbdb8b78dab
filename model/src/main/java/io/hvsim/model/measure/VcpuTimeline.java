// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.measure;

import io.hvsim.model.result.Spans;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Ledger;

/**
 * Records one vCPU from its own accounts, so that the timeline says what the accounts say.
 *
 * <p>The accounts say how much of a stretch each cause took, not in which order: the parts of a stretch are put one after the
 * other in the order of {@link Cause}. An exit is put where the time of its reason begins; counts may be fractional, and an
 * exit is recorded whenever their sum passes a whole number.
 */
public final class VcpuTimeline {
    private static final Cause[] CAUSES = Cause.values();
    /** Sums of shares of one come out this close to it. */
    private static final double ROUNDING = 1e-6;
    /**
     * An execution that is cut rounds to nanoseconds, and may take back one that it has charged before. So much of a cause
     * waits until there is more of it, and counts to the longest part of its stretch meanwhile.
     */
    private static final long HELD_NS = 1;

    private final TimelineRecorder recorder;
    private final int vcpu;
    private final Ledger tasks;
    private final Ledger system;
    private final long[] shownNs = new long[Cause.COUNT];
    private final long[] seenExits = new long[Cause.COUNT];
    private final long[] raisedAt = new long[Integer.SIZE];
    private int lastState = Spans.NONE;
    private int pcpu = Spans.NONE;
    private long dispatchedAt;

    VcpuTimeline(TimelineRecorder recorder, int vcpu, Ledger tasks, Ledger system) {
        this.recorder = recorder;
        this.vcpu = vcpu;
        this.tasks = tasks;
        this.system = system;
    }

    /**
     * The accounts were brought up to the present.
     *
     * @param sinceNs up to when they went before
     * @param isHalted whether the vCPU was halted since then
     * @param request the number of the request at hand since then, or {@link TaskTimeline#NO_REQUEST}
     * @param lock what the guest spun for, or null
     * @throws IllegalStateException if the accounts do not grow by the time that passed
     */
    public void accounted(long sinceNs, boolean isHalted, int request, String lock) {
        long now = recorder.now();
        if (isHalted) {
            lastState = recorder.idle(lastState, sinceNs, now, vcpu);
            return;
        }
        long sum = 0;
        int most = 0;
        for (int i = 0; i < CAUSES.length; i++) {
            sum += unshownNs(i);
            most = unshownNs(i) > unshownNs(most) ? i : most;
        }
        if (sum != now - sinceNs) {
            throw new IllegalStateException(
                    "the accounts of vCPU " + vcpu + " grew by " + sum + " ns in " + (now - sinceNs) + " ns");
        }
        long others = unshownNs(most) >= sum ? 0 : Math.min(sum, othersNs(most));
        long mostNs = sum - others;
        long at = sinceNs;
        for (int i = 0; i < CAUSES.length; i++) {
            if (CAUSES[i].kind() == Cause.Kind.EXIT) {
                exits(i, at);
            }
            long ns = i == most ? mostNs : unshownNs(i) > HELD_NS ? Math.min(unshownNs(i), others) : 0;
            if (ns > 0) {
                others -= i == most ? 0 : ns;
                shownNs[i] += ns;
                int spunFor = lock != null && CAUSES[i] == Cause.SPIN ? recorder.label(lock) : Spans.NONE;
                lastState = recorder.state(lastState, at, at + ns, vcpu, i, request, spunFor);
                at += ns;
            }
        }
        if (recorder.begins()) {
            for (int i = 0; i < CAUSES.length; i++) {
                shownNs[i] = tasks.ns[i] + system.ns[i];
            }
        }
    }

    /** What is to be shown of all causes but {@code most}. */
    private long othersNs(int most) {
        long ns = 0;
        for (int i = 0; i < CAUSES.length; i++) {
            ns += i != most && unshownNs(i) > HELD_NS ? unshownNs(i) : 0;
        }
        return ns;
    }

    private long unshownNs(int cause) {
        return tasks.ns[cause] + system.ns[cause] - shownNs[cause];
    }

    private void exits(int cause, long at) {
        long exits = (long) (tasks.counts[cause] + system.counts[cause] + ROUNDING);
        if (exits > seenExits[cause]) {
            recorder.exits(at, vcpu, cause, (int) (exits - seenExits[cause]));
            seenExits[cause] = exits;
        }
    }

    /** The vCPU gets a pCPU. */
    public void dispatched(int pcpu) {
        this.pcpu = pcpu;
        this.dispatchedAt = recorder.now();
    }

    /** The vCPU has no pCPU any more. */
    public void left() {
        if (pcpu != Spans.NONE) {
            recorder.occupied(pcpu, vcpu, dispatchedAt, recorder.now());
            pcpu = Spans.NONE;
        }
    }

    /** An interrupt that was not pending becomes so. */
    public void raised(int vector) {
        raisedAt[vector] = recorder.now();
    }

    /**
     * The guest begins to serve an interrupt.
     *
     * @param name of the vector
     * @param delivery how it came, in one word
     */
    public void taken(int vector, String name, String delivery) {
        recorder.interrupt(raisedAt[vector], recorder.now(), vcpu, recorder.label(name), recorder.label(delivery));
    }

    /** Closes what is open, and shows the nanoseconds that were held back. */
    void finish() {
        left();
        for (int more = 0; more < CAUSES.length; more++) {
            for (int less = 0; less < CAUSES.length; less++) {
                long ns = Math.min(unshownNs(more), -unshownNs(less));
                if (ns > 0) {
                    recorder.exchange(vcpu, CAUSES[less], CAUSES[more], ns);
                    shownNs[more] += ns;
                    shownNs[less] -= ns;
                }
            }
        }
    }
}
