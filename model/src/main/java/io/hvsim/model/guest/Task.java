// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.measure.TaskTimeline;
import io.hvsim.model.technique.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A process of the guest that serves one request at a time, and with it the request: where each nanosecond since its
 * arrival went. A task is in one place at any time: at its client, on the wire, waiting for an interrupt to be taken, in a
 * run queue, on a CPU, at a device or asleep. It is reused for one request after the other.
 */
public final class Task {
    /** What is being executed when the task is on a CPU. */
    public final Execution execution = new Execution();
    /** Nanoseconds of the current request by cause, indexed by {@link Cause#ordinal()}. */
    public final long[] blame = new long[Cause.COUNT];

    /** Mutexes that the task holds, and semaphores that it holds to write. */
    final List<SleepingLock> owned = new ArrayList<>(1);
    /** What the task is in the queue of a semaphore for. */
    SleepingLock sleepsFor;
    /** Whether the task was given the semaphore that it wants, or all have come to its barrier, and it has not noticed yet. */
    boolean wasGiven;

    private final TaskBody body;
    private final Simulation simulation;
    private final Timer timer;
    private Burst receiveBurst = Burst.EMPTY;
    private double receivePackets;
    private GuestCpu home;
    private long arrivedAt;
    private long waitsSince;
    private final long[] mark = new long[Cause.COUNT];
    /** Null unless the run is traced. */
    private TaskTimeline timeline;

    public Task(Simulation simulation, TaskBody body) {
        this.simulation = simulation;
        this.body = body;
        this.timer = simulation.timer(() -> body.expired(this));
    }

    /** Tells {@code timeline} of its requests, unless that is null. */
    public void record(TaskTimeline timeline) {
        this.timeline = timeline;
    }

    /** The number of its request, if the run is traced. */
    int request() {
        return timeline == null ? TaskTimeline.NO_REQUEST : timeline.request();
    }

    /** Begins a new request now, with all blame at zero. */
    public void arrive() {
        arrivedAt = simulation.now();
        Arrays.fill(blame, 0);
        if (timeline != null) {
            timeline.arrived();
        }
    }

    /** The time since the request arrived, in nanoseconds. */
    public long ageNs() {
        return simulation.now() - arrivedAt;
    }

    /** What the guest kernel executes to receive the request from the network, in {@code packets} packets. */
    public void receiveWith(Burst burst, double packets) {
        receiveBurst = burst;
        receivePackets = packets;
    }

    Burst receiveBurst() {
        return receiveBurst;
    }

    double receivePackets() {
        return receivePackets;
    }

    /** The program the task runs. */
    public TaskBody body() {
        return body;
    }

    /** The CPU the task last ran on or was placed on. */
    public GuestCpu home() {
        return home;
    }

    void moveTo(GuestCpu cpu) {
        home = cpu;
    }

    /** Starts waiting for something off the CPU. */
    public void startWaiting() {
        waitsSince = simulation.now();
    }

    /** Books the time since {@link #startWaiting()} under {@code cause} and goes on waiting from now. */
    public void waitedFor(Cause cause) {
        blame[cause.ordinal()] += simulation.now() - waitsSince;
        if (timeline != null) {
            timeline.waited(cause, waitsSince);
        }
        waitsSince = simulation.now();
    }

    /** Calls {@link TaskBody#expired} after {@code delayNs}. */
    public void expireIn(long delayNs) {
        timer.armIn(delayNs);
    }

    /** Starts waiting for {@code cpu}: what that CPU does outside its tasks from now on delays this one. */
    void markWait(GuestCpu cpu) {
        startWaiting();
        System.arraycopy(cpu.systemLedger().ns, 0, mark, 0, mark.length);
    }

    /**
     * Books a wait for {@code cpu}: what the CPU did outside its tasks under its own causes, waiting of the vCPU included,
     * and the rest, in which it ran other tasks, as guest queue.
     */
    void settleWait(GuestCpu cpu) {
        long[] now = cpu.systemLedger().ns;
        long rest = simulation.now() - waitsSince;
        for (int i = 0; i < mark.length; i++) {
            long part = now[i] - mark[i];
            blame[i] += part;
            rest -= part;
        }
        blame[Cause.GUEST_QUEUE.ordinal()] += rest;
        if (timeline != null) {
            timeline.waited(Cause.GUEST_QUEUE, waitsSince);
        }
    }

    /** Starts sleeping until it gets {@code lock}, or may try again. */
    void sleepOn(Spin lock) {
        startWaiting();
        if (timeline != null) {
            timeline.sleepsOn(lock.name());
        }
    }

    /** The request makes way for that of {@code next}. */
    public void letIn(Task next) {
        if (timeline != null) {
            timeline.letsIn(next.timeline);
        }
    }

    /**
     * The request is complete.
     *
     * @throws IllegalStateException if the parts of its blame do not add up to its age
     */
    public void complete() {
        checkBlame();
        if (timeline != null) {
            timeline.completed();
        }
    }

    /** @throws IllegalStateException if the parts of the request's blame do not add up to its age */
    public void checkBlame() {
        long sum = 0;
        for (long part : blame) {
            sum += part;
        }
        if (sum != ageNs()) {
            throw new IllegalStateException(
                    "blame of a request adds up to " + sum + " ns, its age is " + ageNs() + " ns");
        }
    }
}
