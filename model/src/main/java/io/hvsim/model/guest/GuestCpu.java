// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.measure.RunState;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Ledger;

/**
 * One CPU of a guest, as its kernel runs it: pending interrupts first, then received packets, then the tasks of its run
 * queue in turn, and the halted CPU when there are none.
 *
 * <pre>
 *   interrupt pending ──► INTERRUPT ─┐
 *   packet received   ──► RECEIVE   ─┤
 *   task ready        ──► SWITCH ──► TASK ──► (blocks, ends, time slice used up)
 *   nothing           ──► IDLE  ──► halted until the next interrupt
 * </pre>
 *
 * <p>The guest decides what runs, the hypervisor decides when: a {@link Processor} asks {@link #select()} what to execute,
 * reports {@link #advance progress} and asks again.
 *
 * <p>Run queue: Linux 2.6's O(1) scheduler reduced to one priority. Differs from the source in: the time slice is exact
 * instead of sampled at ticks; a waking task never preempts the running one.
 *
 * <p>Polling of the network card: NAPI, Linux 2.6.31 {@code net/core/dev.c}, {@code net_rx_action}. Differs from the
 * source in: a guest has one card, so the quota of 64 packets for each of several never matters; a round that is used up
 * makes way for tasks at once, without ten restarts, and the next one begins after the next interrupt or when no task is
 * left; the limit of two ticks on a round is left out.
 */
public final class GuestCpu {
    private enum Mode {
        NOTHING,
        INTERRUPT,
        RECEIVE,
        SWITCH,
        TASK,
        IDLE,
        HALTED
    }

    /** Packets that are received before tasks have their turn. */
    private static final int POLL_ROUND = 300;

    private static final Vector[] VECTORS = Vector.values();

    private final GuestOs os;
    private final Ticker ticker;
    private final Ledger tasks = new Ledger();
    private final Ledger system = new Ledger();
    private final TaskQueue queue = new TaskQueue();
    private final TaskQueue receiveRing = new TaskQueue();
    private final TaskQueue[] signalled = new TaskQueue[VECTORS.length];
    /** How often each periodic interrupt is due; of any other vector at most one is pending. */
    private final int[] due = new int[VECTORS.length];

    private final Execution interrupting = new Execution();
    private final Execution switching = new Execution();
    private final Execution idling = new Execution();

    private Processor processor;
    private Mode mode = Mode.HALTED;
    private Vector serving;
    private Task receiving;
    private Task current;
    private Task loaded;
    private int pending;
    private int remoteWakes;
    private boolean waking;
    /** Whether the card's interrupt is masked and its ring is polled. */
    private boolean polling;

    private double roundLeft;
    private long sliceUsedNs;

    GuestCpu(GuestOs os, Simulation simulation, long firstTickNs) {
        this.os = os;
        this.ticker = new Ticker(simulation, os, this::tick, firstTickNs);
        for (Vector vector : VECTORS) {
            signalled[vector.ordinal()] = new TaskQueue();
        }
    }

    public void attach(Processor processor) {
        this.processor = processor;
    }

    /** The vCPU was still being watched when it was woken: there is no way back from the halt to pay for. */
    public void wokenByPolling() {
        waking = false;
    }

    /** The vCPU enters {@code state}; paravirtual timers stand still while it waits for a pCPU. */
    public void entered(RunState state) {
        ticker.entered(state);
    }

    /** Time and counts of this CPU while it executed tasks. */
    public Ledger taskLedger() {
        return tasks;
    }

    /** Time and counts of this CPU outside tasks: interrupts, switches, idling, and the waiting of its vCPU. */
    public Ledger systemLedger() {
        return system;
    }

    /** Whether nothing runs here and nothing waits to. */
    boolean isIdle() {
        return current == null && pending == 0 && queue.isEmpty() && (mode == Mode.HALTED || mode == Mode.IDLE);
    }

    int load() {
        return queue.size() + (current == null ? 0 : 1);
    }

    /** Whether an interrupt would be taken at once: not while another one or a packet is being handled. */
    public boolean isInterruptible() {
        return mode != Mode.INTERRUPT && mode != Mode.RECEIVE;
    }

    /** What to execute now, or null to halt until the next interrupt. Ends whatever execution is finished. */
    public Execution select() {
        while (true) {
            finish();
            begin();
            if (mode == Mode.HALTED) {
                return null;
            }
            Execution execution = execution();
            if (!execution.isDone()) {
                return execution;
            }
            advance(0);
        }
    }

    /** How long what {@link #select()} returned may run before the guest wants to be asked again, in nanoseconds. */
    public long limitNs() {
        return mode == Mode.TASK && !queue.isEmpty()
                ? Math.max(1, os.kernel().timesliceNs() - sliceUsedNs)
                : Long.MAX_VALUE;
    }

    /** The selected execution ran for {@code ns}. */
    public void advance(long ns) {
        if (mode == Mode.TASK) {
            sliceUsedNs += ns;
            current.execution.advance(ns, tasks, current.blame, null);
        } else {
            delayedBy(execution(), ns);
        }
    }

    /** Something else than a task ran for {@code ns}, which delays the requests at hand. */
    public void delayedBy(Execution execution, long ns) {
        execution.advance(ns, system, currentBlame(), receivingBlame());
    }

    /** The vCPU could not run for {@code ns} because of {@code cause}, which delays the requests at hand. */
    public void delayed(Cause cause, long ns) {
        Execution.charge(cause.ordinal(), ns, system, currentBlame(), receivingBlame());
    }

    private long[] currentBlame() {
        return current == null ? null : current.blame;
    }

    private long[] receivingBlame() {
        return mode == Mode.RECEIVE ? receiving.blame : null;
    }

    private Execution execution() {
        return switch (mode) {
            case TASK -> current.execution;
            case SWITCH -> switching;
            case IDLE -> idling;
            default -> interrupting;
        };
    }

    private void finish() {
        switch (mode) {
            case INTERRUPT -> {
                if (interrupting.isDone()) {
                    mode = Mode.NOTHING;
                    served();
                }
            }
            case RECEIVE -> {
                if (interrupting.isDone()) {
                    mode = Mode.NOTHING;
                    os.ready(receiving, this);
                }
            }
            case TASK -> {
                if (current.execution.isDone()) {
                    mode = Mode.NOTHING;
                    if (!current.body().proceed(current, this)) {
                        current = null;
                    }
                }
            }
            default -> {}
        }
    }

    private void begin() {
        if (mode == Mode.INTERRUPT || mode == Mode.RECEIVE) {
            return;
        }
        if (waking) {
            waking = false;
            execute(os.bursts().wake);
        } else if (pending != 0) {
            take(VECTORS[Integer.numberOfTrailingZeros(pending)]);
        } else if (remoteWakes > 0) {
            remoteWakes--;
            execute(os.bursts().wakeRemote);
        } else if (receives()) {
            receive(receiveRing.take());
        } else {
            schedule();
        }
    }

    /** Executes kernel or hypervisor work that serves no interrupt and must not be interrupted. */
    private void execute(Burst burst) {
        serving = null;
        interrupting.start(burst, 0);
        mode = Mode.INTERRUPT;
    }

    private void take(Vector vector) {
        serving = vector;
        due[vector.ordinal()] = Math.max(0, due[vector.ordinal()] - 1);
        if (due[vector.ordinal()] == 0) {
            pending &= ~vector.bit;
        }
        roundLeft = POLL_ROUND;
        polling |= vector == Vector.NETWORK && os.kernel().napi();
        interrupting.start(os.bursts().interrupt(vector), 0);
        mode = Mode.INTERRUPT;
    }

    private void served() {
        if (serving != null) {
            wakeSignalled(serving);
        }
    }

    private void wakeSignalled(Vector vector) {
        TaskQueue done = signalled[vector.ordinal()];
        for (int i = done.size(); i > 0; i--) {
            Task task = done.take();
            task.settleWait(this);
            os.ready(task, this);
        }
    }

    /** Whether a packet is received next: before any task, but when polling only while its round lasts. */
    private boolean receives() {
        if (!polling) {
            return !receiveRing.isEmpty();
        }
        if (roundLeft <= 0 && (current != null || !queue.isEmpty())) {
            return false;
        }
        if (roundLeft <= 0) {
            roundLeft = POLL_ROUND;
        }
        wakeSignalled(Vector.NETWORK);
        polling = !receiveRing.isEmpty();
        return polling;
    }

    private void receive(Task task) {
        task.settleWait(this);
        receiving = task;
        roundLeft -= task.receivePackets();
        interrupting.start(task.receiveBurst(), 0);
        mode = Mode.RECEIVE;
    }

    private void schedule() {
        if (current != null && sliceUsedNs >= os.kernel().timesliceNs() && !queue.isEmpty()) {
            enqueue(current);
            current = null;
        }
        if (current == null) {
            current = queue.isEmpty() ? os.steal(this) : dequeue();
            sliceUsedNs = 0;
        }
        if (current == null) {
            idle();
            return;
        }
        if (current != loaded) {
            loaded = current;
            switching.start(os.bursts().switchProcess, 0);
        }
        mode = switching.isDone() ? Mode.TASK : Mode.SWITCH;
    }

    private void idle() {
        if (mode == Mode.IDLE && idling.isDone()) {
            mode = Mode.HALTED;
            ticker.halt();
        } else if (mode != Mode.IDLE && mode != Mode.HALTED) {
            idling.start(os.bursts().idle, 0);
            mode = Mode.IDLE;
        }
    }

    /** Puts {@code task} at the end of the run queue. */
    void enqueue(Task task) {
        processor.sync();
        task.moveTo(this);
        task.markWait(this);
        queue.add(task);
    }

    /** Takes the task that waits longest out of the run queue and books its wait. */
    Task dequeue() {
        processor.sync();
        Task task = queue.take();
        task.settleWait(this);
        return task;
    }

    boolean hasQueued() {
        return !queue.isEmpty();
    }

    void wakesRemotely() {
        remoteWakes++;
    }

    /** Packets of the requests of {@code arrived}, which is emptied, are in the receive ring: one interrupt at most. */
    void packetsArrive(TaskQueue arrived) {
        move(arrived, receiveRing);
        raiseUnlessPolled(Vector.NETWORK);
    }

    /** What the tasks of {@code done}, which is emptied, waited for has happened, and {@code vector} says so once. */
    void signal(Vector vector, TaskQueue done) {
        move(done, signalled[vector.ordinal()]);
        raise(vector);
    }

    /** What {@code task} waited for has happened, and {@code vector} says so. */
    void signal(Vector vector, Task task) {
        processor.sync();
        task.markWait(this);
        signalled[vector.ordinal()].add(task);
        raiseUnlessPolled(vector);
    }

    private void raiseUnlessPolled(Vector vector) {
        if (!polling || vector != Vector.NETWORK) {
            raise(vector);
        }
    }

    private void move(TaskQueue from, TaskQueue to) {
        processor.sync();
        for (int i = from.size(); i > 0; i--) {
            Task task = from.take();
            task.markWait(this);
            to.add(task);
        }
    }

    void raise(Vector vector) {
        pending |= vector.bit;
        if (mode == Mode.HALTED) {
            mode = Mode.NOTHING;
            waking = true;
            ticker.resume();
        }
        processor.interrupt();
    }

    private void tick() {
        if (os.takesPit(this)) {
            raisePeriodic(Vector.PIT);
        }
        raisePeriodic(Vector.TICK);
    }

    private void raisePeriodic(Vector vector) {
        due[vector.ordinal()]++;
        raise(vector);
    }
}
