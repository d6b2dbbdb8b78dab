// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.measure;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.result.Spans;
import io.hvsim.model.result.Timeline;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Records what happens in a window of a run. It only listens: a run is the same with it and without. When it has kept as much
 * as it may, the window ends there.
 */
public final class TimelineRecorder {
    /** As many take 32 MB, and about 150 MB as JSON. */
    public static final int MOST = 1_000_000;

    private static final Cause[] CAUSES = Cause.values();
    private static final int IDLE = Cause.COUNT;

    private final long fromNs;
    private final long askedNs;
    private final int most;
    private final Map<String, Integer> labels = new HashMap<>();
    private final List<String> labelled = new ArrayList<>();
    private final List<Timeline.Vm> vms = new ArrayList<>();
    private final List<Timeline.Track> vcpuTracks = new ArrayList<>();
    private final List<Timeline.Track> taskTracks = new ArrayList<>();
    private final List<VcpuTimeline> vcpus = new ArrayList<>();
    private final List<TaskTimeline> tasks = new ArrayList<>();
    private final Spans states = new Spans();
    private final Spans occupancies = new Spans();
    private final Spans exits = new Spans();
    private final Spans interrupts = new Spans();
    private final Spans requests = new Spans();
    private final Spans waits = new Spans();
    private final Spans lettingIn = new Spans();
    private Simulation simulation;
    private int pcpus;
    private long toNs;
    private int kept;
    private int arrived;

    /** What the tasks and vCPUs of one VM report to. */
    public final class VmTimeline {
        private final int vm = vms.size() - 1;
        private int vcpuCount;
        private int taskCount;

        private VmTimeline() {}

        /**
         * A vCPU is added.
         *
         * @param tasks and {@code system} its accounts
         */
        public VcpuTimeline vcpu(Ledger tasks, Ledger system) {
            vcpuTracks.add(new Timeline.Track(vm, vcpuCount++));
            vcpus.add(new VcpuTimeline(TimelineRecorder.this, vcpus.size(), tasks, system));
            return vcpus.get(vcpus.size() - 1);
        }

        /** A task is added. */
        public TaskTimeline task() {
            taskTracks.add(new Timeline.Track(vm, taskCount++));
            tasks.add(new TaskTimeline(TimelineRecorder.this, tasks.size()));
            return tasks.get(tasks.size() - 1);
        }
    }

    /**
     * @param fromNs begin of the window in simulated time, at least 0
     * @param toNs its end, above {@code fromNs}
     * @param most about how many records to keep
     */
    public TimelineRecorder(long fromNs, long toNs, int most) {
        this.fromNs = fromNs;
        this.askedNs = toNs;
        this.toNs = toNs;
        this.most = most;
        for (Cause cause : CAUSES) {
            label(cause.blameLabel());
        }
        label(Timeline.IDLE);
    }

    /** Begins to listen to a run on a host of so many pCPUs. */
    public void start(Simulation simulation, int pcpus) {
        this.simulation = simulation;
        this.pcpus = pcpus;
    }

    /** A VM is added, or a thread of the host; see {@link Timeline.Vm}. */
    public VmTimeline vm(String name, String group, boolean isChained) {
        vms.add(new Timeline.Vm(name, group, isChained));
        return new VmTimeline();
    }

    /** End of the window that was asked for. */
    public long toNs() {
        return askedNs;
    }

    /** Whether it has kept as much as it may: what happens from now on is not recorded. */
    public boolean isFull() {
        return toNs < askedNs;
    }

    /** What was recorded until now; the accounts of all vCPUs must have been brought up to the present. */
    public Timeline timeline() {
        long endNs = Math.min(toNs, simulation.now());
        vcpus.forEach(VcpuTimeline::finish);
        tasks.forEach(TaskTimeline::finish);
        return new Timeline(
                fromNs,
                endNs,
                isFull(),
                pcpus,
                List.copyOf(vms),
                List.copyOf(vcpuTracks),
                List.copyOf(taskTracks),
                List.copyOf(labelled),
                states,
                occupancies,
                exits,
                interrupts,
                requests,
                waits,
                lettingIn);
    }

    long now() {
        return simulation.now();
    }

    int label(String name) {
        return labels.computeIfAbsent(name, each -> {
            labelled.add(each);
            return labelled.size() - 1;
        });
    }

    /** The number of a request that arrives now. */
    int nextRequest() {
        return ++arrived;
    }

    /** A vCPU spends time as {@code cause} says, halted for {@link #IDLE}; returns its last state if that goes on. */
    int state(int last, long from, long to, int vcpu, int cause, int request, int lock) {
        long begin = Math.max(from, fromNs);
        long end = Math.min(to, toNs);
        if (begin >= end) {
            return last;
        }
        if (last != Spans.NONE
                && states.toNs(last) == begin
                && states.label(last) == cause
                && states.request(last) == request
                && states.detail(last) == lock) {
            states.move(last, states.fromNs(last), end);
            return last;
        }
        int index = states.add(begin, end, vcpu, cause, request, lock);
        kept(to);
        return index;
    }

    /**
     * Shows the last {@code ns} of a vCPU's time that were shown as {@code tooLong} as {@code tooShort}. An overhead of which
     * nothing was shown gives way to another one: then it is negative in the window, by a nanosecond that was charged before.
     */
    void exchange(int vcpu, Cause tooLong, Cause tooShort, long ns) {
        int shortened = lastState(vcpu, ns, cause -> cause == tooLong);
        if (shortened == Spans.NONE && tooLong.isOverhead() && !tooShort.isOverhead()) {
            shortened = lastState(vcpu, ns, Cause::isOverhead);
        }
        if (shortened == Spans.NONE) {
            return;
        }
        states.move(shortened, states.fromNs(shortened), states.toNs(shortened) - ns);
        long end = states.toNs(shortened);
        for (int i = shortened + 1; i < states.size(); i++) {
            if (states.track(i) == vcpu) {
                states.move(i, states.fromNs(i) - ns, states.toNs(i) - ns);
                end = states.toNs(i);
            }
        }
        states.add(end, end + ns, vcpu, tooShort.ordinal(), Spans.NONE, Spans.NONE);
    }

    private int lastState(int vcpu, long longerThanNs, Predicate<Cause> cause) {
        for (int i = states.size() - 1; i >= 0; i--) {
            if (states.track(i) == vcpu
                    && states.ns(i) > longerThanNs
                    && states.label(i) != IDLE
                    && cause.test(CAUSES[states.label(i)])) {
                return i;
            }
        }
        return Spans.NONE;
    }

    /** Whether the window begins now. */
    boolean begins() {
        return now() == fromNs;
    }

    int idle(int last, long from, long to, int vcpu) {
        return state(last, from, to, vcpu, IDLE, Spans.NONE, Spans.NONE);
    }

    void occupied(int pcpu, int vcpu, long from, long to) {
        long begin = Math.max(from, fromNs);
        long end = Math.min(to, toNs);
        if (begin < end) {
            occupancies.add(begin, end, pcpu, vcpu, Spans.NONE, Spans.NONE);
            kept(to);
        }
    }

    void exits(long at, int vcpu, int cause, int count) {
        if (isWithin(at)) {
            exits.add(at, at, vcpu, cause, Spans.NONE, count);
            kept(at);
        }
    }

    void interrupt(long raised, long taken, int vcpu, int vector, int delivery) {
        if (isWithin(taken)) {
            interrupts.add(raised, taken, vcpu, vector, Spans.NONE, delivery);
            kept(taken);
        }
    }

    void request(long arrived, long left, int task, int request, boolean isComplete) {
        if (left >= fromNs && arrived < toNs) {
            boolean within = isComplete && left <= toNs;
            requests.add(arrived, Math.min(left, toNs), task, 0, request, within ? 1 : 0);
            kept(left);
        }
    }

    void waited(long from, long to, int task, int cause, int request, int lock) {
        long begin = Math.max(from, fromNs);
        long end = Math.min(to, toNs);
        if (begin < end) {
            waits.add(begin, end, task, cause, request, lock);
            kept(to);
        }
    }

    void letIn(int task, int request, int nextTask, int nextRequest) {
        if (isWithin(now())) {
            lettingIn.add(now(), now(), task, nextTask, request, nextRequest);
            kept(now());
        }
    }

    private boolean isWithin(long at) {
        return at >= fromNs && at < toNs;
    }

    /** One more record, made at {@code now}. */
    private void kept(long now) {
        if (++kept == most) {
            toNs = Math.min(toNs, now);
        }
    }
}
