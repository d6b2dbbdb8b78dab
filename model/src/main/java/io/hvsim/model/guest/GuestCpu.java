// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.measure.RunState;
import io.hvsim.model.measure.TaskTimeline;
import io.hvsim.model.measure.VcpuTimeline;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Ledger;
import java.util.ArrayList;
import java.util.List;

/**
 * One CPU of a guest, as its kernel runs it: pending interrupts first, then received packets, then the tasks of its run
 * queue in turn, and the halted CPU when there are none.
 *
 * <pre>
 *   interrupt pending ──► INTERRUPT ─┐
 *   packet received   ──► RECEIVE   ─┤
 *   task ready        ──► SWITCH ──► TASK ──► (blocks, ends, time slice used up)
 *   nothing           ──► IDLE  ──► what its {@link IdlePolicy} says, until the next interrupt
 * </pre>
 *
 * <p>The guest decides what runs, the hypervisor decides when: a {@link Processor} asks {@link #select()} what to execute,
 * reports {@link #advance progress} and asks again.
 *
 * <p>A task that waits for a spinlock stays on the CPU, takes interrupts and does nothing else: mode SPIN. With
 * paravirtual spinlocks it halts the CPU after a while, until it is kicked or interrupted. A task that holds one is not
 * taken off the CPU by the guest. Where a spinlock disables interrupts they wait until it is let go, and do not end a halt.
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
        SPIN,
        IDLE,
        HALTED
    }

    /** Packets that are received before tasks have their turn. */
    private static final int POLL_ROUND = 300;

    private static final Vector[] VECTORS = Vector.values();

    private final GuestOs os;
    private final int index;
    /** Whether the PIT interrupts it with each of its ticks. */
    private final boolean takesPit;

    private final Ticker ticker;
    private final Ledger tasks = new Ledger();
    private final Ledger system = new Ledger();
    private final TaskQueue queue = new TaskQueue();
    private final TaskQueue receiveRing = new TaskQueue();
    private final TaskQueue[] signalled = new TaskQueue[VECTORS.length];
    /** A bit for each vector that has tasks in {@link #signalled}. */
    private int signals;
    /** How often each periodic interrupt is due beside the one that is pending; of any other vector there is no more than that. */
    private final int[] backlog = new int[VECTORS.length];

    /** Interrupts, and the code of the idle loop: that begins anew after every interrupt. */
    private final Execution interrupting = new Execution();

    private final Execution switching = new Execution();
    private final Execution spinning = new Execution();
    private final IdleLoop idleLoop;

    private Processor processor;
    /** Null unless the run is traced. */
    private VcpuTimeline timeline;

    private Mode mode = Mode.HALTED;
    private Vector serving;
    private Task receiving;
    private Task current;
    private Task loaded;
    private int pending;
    /** A bit for each vector that has a {@link #backlog}. */
    private int backlogged;

    private int remoteWakes;
    private int watchedWakes;
    private boolean waking;
    /** Whether the card's interrupt is masked and its ring is polled. */
    private boolean polling;

    private double roundLeft;
    private long sliceUsedNs;
    /** What the current task spins for, or null. */
    private Spin wanted;

    private boolean has;
    private long takeLeftNs;
    private long spunNs;
    private long windowNs;
    /** Spinning since the last look at whether that is of use. */
    private long unlookedNs;
    /** Who was last in the queue of the lock when this CPU joined it, or null. */
    GuestCpu queuedBehind;
    /** Whether this CPU spins for a lock beside its queue. */
    boolean isBesideQueue;

    private int held;
    /** Whether the current task has disabled interrupts. */
    private boolean masked;

    private final RemoteCall flush = new RemoteCall("TLB flush", this);
    private final RemoteCall function = new RemoteCall("function call", this);
    /** Calls that this one has not served yet, as it will by {@link Vector#CALL}. */
    private final List<RemoteCall> calls = new ArrayList<>();
    /** What wants this CPU stopped and has not got it yet, or null. */
    private StopMachine stopping;

    private int sends;
    /** Whether it offers its pCPU to one of those that it waits for, once it has interrupted them all. */
    private boolean offersPcpu;

    private boolean lockHalting;
    /** Whether somebody has set out to kick it since it began to halt. */
    private boolean kicked;
    /** Whether that kick has come before the halt, which then ends at once. */
    private boolean unhalted;

    private GuestCpu kicking;

    GuestCpu(GuestOs os, int index, Simulation simulation, long firstTickNs, boolean takesPit) {
        this.os = os;
        this.index = index;
        this.takesPit = takesPit;
        this.idleLoop = new IdleLoop(simulation, os.idlePolicy(), os.bursts(), interrupting);
        this.ticker = new Ticker(simulation, os, this, firstTickNs);
        for (Vector vector : VECTORS) {
            signalled[vector.ordinal()] = new TaskQueue();
        }
        spinning.startEndless();
    }

    public void attach(Processor processor) {
        this.processor = processor;
    }

    /** Tells {@code timeline} from now on of interrupts. */
    public void record(VcpuTimeline timeline) {
        this.timeline = timeline;
    }

    /** The vCPU was still being watched when it was woken: there is no way back from the halt to pay for. */
    public void wokenByPolling() {
        waking = false;
    }

    /** Whether the kernel polls by itself before it halts, so that nobody else need watch for it. */
    public boolean pollsBeforeHalting() {
        return os.idlePolicy() instanceof IdlePolicy.Poll;
    }

    /** The vCPU enters {@code state}; paravirtual timers stand still while it waits for a pCPU. */
    public void entered(RunState state) {
        ticker.entered(state);
        if (state != RunState.RUNNING && current != null) {
            ownerStops(current);
        }
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

    /** Whether it is in kernel mode; work of both modes in one counts as user mode. */
    public boolean isInKernel() {
        if (mode == Mode.SPIN) {
            return !wanted.isInUserMode();
        }
        return mode != Mode.TASK || held > 0 || !current.execution.isUser();
    }

    public boolean hasPendingInterrupt() {
        return pending != 0;
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
        if (mode == Mode.SPIN) {
            return has ? takeLeftNs : spinLimitNs();
        }
        return mode == Mode.TASK && held == 0 && !queue.isEmpty()
                ? Math.max(1, os.kernel().timesliceNs() - sliceUsedNs)
                : Long.MAX_VALUE;
    }

    private long spinLimitNs() {
        if (wanted.isInUserMode()) {
            return left(wanted.givesUpAfterNs(), spunNs);
        }
        long ns = Math.min(left(processor.pauseWindowNs(), windowNs), left(wanted.haltsAfterNs(this), spunNs));
        return Math.min(ns, left(wanted.looksAfterNs(), unlookedNs));
    }

    private static long left(long limitNs, long spentNs) {
        return limitNs == Long.MAX_VALUE ? limitNs : limitNs - spentNs;
    }

    /** The selected execution ran for {@code ns}. */
    public void advance(long ns) {
        if (mode == Mode.TASK) {
            sliceUsedNs += ns;
            current.execution.advance(ns, tasks, current.blame, null);
        } else if (mode == Mode.SPIN) {
            spin(ns);
        } else if (mode == Mode.IDLE && idleLoop.isWaiting()) {
            idleLoop.waited(ns, system);
        } else {
            delayedBy(execution(), ns);
        }
    }

    private void spin(long ns) {
        Execution.charge(Cause.SPIN.ordinal(), ns, wanted.isForTask(this) ? tasks : system, currentBlame(), null);
        sliceUsedNs += ns;
        if (has) {
            takeLeftNs -= ns;
        } else {
            spunNs += ns;
            windowNs += ns;
            unlookedNs += ns;
        }
    }

    /** Counts an occurrence of {@code cause} that is no part of an execution. */
    public void count(Cause cause) {
        system.counts[cause.ordinal()]++;
    }

    /** Something else than a task ran for {@code ns}, which delays the requests at hand. */
    public void delayedBy(Execution execution, long ns) {
        execution.advance(ns, system, currentBlame(), receivingBlame());
    }

    /** The vCPU could not run for {@code ns} because of {@code cause}, which delays the requests at hand. */
    public void delayed(Cause cause, long ns) {
        Execution.charge(cause.ordinal(), ns, system, currentBlame(), receivingBlame());
    }

    /** The number of the request that is delayed by whatever happens to the vCPU now, if the run is traced. */
    public int requestAtHand() {
        Task task = mode == Mode.RECEIVE ? receiving : current;
        return task == null ? TaskTimeline.NO_REQUEST : task.request();
    }

    /** What the CPU spins for, or null when it does not spin. */
    public String spinsFor() {
        return mode == Mode.SPIN ? wanted.name() : null;
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
            case SPIN -> spinning;
            case IDLE -> idleLoop.execution();
            default -> interrupting;
        };
    }

    private void finish() {
        switch (mode) {
            case INTERRUPT -> {
                if (interrupting.isDone()) {
                    mode = Mode.NOTHING;
                    if (kicking != null) {
                        kick();
                    } else if (lockHalting) {
                        haltForLock();
                    } else {
                        served();
                    }
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
                    Task task = current;
                    if (!task.body().proceed(task, this)) {
                        current = null;
                        ownerStops(task);
                    }
                }
            }
            default -> {}
        }
    }

    private void begin() {
        if (mode == Mode.INTERRUPT || mode == Mode.RECEIVE || mode == Mode.HALTED) {
            return;
        }
        if (kicking != null) {
            execute(os.bursts().lockKick);
        } else if (sends > 0) {
            sends--;
            execute(os.bursts().sendIpi);
        } else if (offersPcpu) {
            offersPcpu = false;
            os.offerPcpu(this, wanted);
            begin();
        } else if (waking) {
            waking = false;
            execute(os.bursts().wake);
        } else if (pending != 0 && !masked) {
            take(VECTORS[Integer.numberOfTrailingZeros(pending)]);
        } else if (remoteWakes > 0) {
            remoteWakes--;
            execute(os.bursts().wakeRemote);
        } else if (watchedWakes > 0) {
            watchedWakes--;
            execute(os.bursts().wakeWatching);
        } else if (!masked && receives()) {
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
        if ((backlogged & vector.bit) == 0) {
            pending &= ~vector.bit;
        } else if (--backlog[vector.ordinal()] == 0) {
            backlogged &= ~vector.bit;
        }
        roundLeft = POLL_ROUND;
        polling |= vector == Vector.NETWORK && os.kernel().napi();
        interrupting.start(os.bursts().interrupt(vector), 0);
        mode = Mode.INTERRUPT;
        if (timeline != null && vector.action != null) {
            timeline.taken(vector.ordinal(), vector.label(), os.bursts().delivery(vector));
        }
    }

    private void served() {
        if (serving == null) {
            return;
        }
        if (serving == Vector.CALL) {
            calls.forEach(RemoteCall::acknowledge);
            calls.clear();
        }
        wakeSignalled(serving);
    }

    private void wakeSignalled(Vector vector) {
        if ((signals & vector.bit) == 0) {
            return;
        }
        signals &= ~vector.bit;
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
        if (stopping != null && wanted == null && held == 0) {
            makeWay();
        }
        if (wanted != null) {
            spin();
            return;
        }
        if (current != null && held == 0 && sliceUsedNs >= os.kernel().timesliceNs() && !queue.isEmpty()) {
            Task stopped = current;
            enqueue(current);
            current = null;
            ownerStops(stopped);
        }
        if (current == null) {
            current = queue.isEmpty() ? os.steal(this) : dequeue();
            sliceUsedNs = 0;
        }
        if (current == null) {
            idle();
            return;
        }
        idleLoop.leave();
        if (current != loaded) {
            loaded = current;
            switching.start(os.bursts().switchProcess, 0);
        }
        mode = switching.isDone() ? Mode.TASK : Mode.SWITCH;
    }

    /**
     * The current task wants {@code lock}; returns whether it has it at once.
     *
     * @param masks whether interrupts are disabled until it lets go
     */
    public boolean acquire(SpinLock lock, boolean masks) {
        held++;
        masked = masks;
        if (lock.acquire(this)) {
            return true;
        }
        spinFor(lock);
        return false;
    }

    private void spinFor(Spin spin) {
        startSpinning(spin);
        current.execution.start(Burst.EMPTY, 0);
    }

    private void startSpinning(Spin spin) {
        wanted = spin;
        has = false;
        restartSpinning();
    }

    /** The current task wants a lock or has come to a barrier, or asks again. */
    public SleepingWait.Outcome acquire(SleepingWait wait) {
        SleepingWait.Outcome outcome = wait.acquire(current, this);
        if (outcome == SleepingWait.Outcome.SPINS) {
            held++;
            spinFor(wait);
        }
        return outcome;
    }

    /** The current task lets go of {@code lock}. */
    public void release(SleepingLock lock) {
        current.execution.start(Burst.EMPTY, 0);
        lock.release(current, this);
    }

    /** The current task waits in kernel mode for {@code ns}, before it goes on. */
    void stall(long ns) {
        current.execution.startKernel(ns);
    }

    /** Whoever spins on a lock of {@code owner} may see that it does not run. */
    private static void ownerStops(Task owner) {
        for (int i = 0; i < owner.owned.size(); i++) {
            owner.owned.get(i).ownerStops();
        }
    }

    /** Whether {@code task} is the one that runs here when this CPU runs tasks. */
    boolean runs(Task task) {
        return current == task;
    }

    /** The task that runs here when this CPU runs tasks, or null. */
    Task current() {
        return current;
    }

    /** A task of this CPU wakes {@code task}. */
    void wake(Task task) {
        os.ready(task, this);
    }

    /** The current task changes mappings that other CPUs may hold in their TLBs; returns whether there are none. */
    public boolean shootDown() {
        return awaitCalls(os.shootDown(flush), flush);
    }

    /** The current task wants a function called on all other CPUs; returns whether there are none. */
    public boolean callOthers() {
        return awaitCalls(os.callAll(function), function);
    }

    private boolean awaitCalls(int called, RemoteCall call) {
        sends = called;
        if (sends == 0) {
            return true;
        }
        offersPcpu = os.kernel().synchronization().yieldsToCalled();
        held++;
        spinFor(call);
        return false;
    }

    /** Whether {@code call} waits for this CPU, which has no pCPU. */
    boolean delays(Spin call) {
        return !hasPcpu() && calls.contains(call);
    }

    /** The current task wants all CPUs stopped, and goes on when they are; nobody else may want that meanwhile. */
    public void stopOthers() {
        sends = os.stopMachine().begin(this);
        held++;
        spinFor(os.stopMachine());
    }

    /** The current task lets all CPUs go on that it had stopped, and goes on when they do. */
    public void resumeOthers() {
        os.stopMachine().resume();
        spinFor(os.stopMachine());
    }

    /** {@code stop} wants this CPU as soon as nothing runs on it that must not be preempted. */
    void stop(StopMachine stop) {
        stopping = stop;
        raise(Vector.IPI);
    }

    /** What could run here makes way for being stopped. */
    private void makeWay() {
        idleLoop.leave();
        held++;
        startSpinning(stopping);
        stopping = null;
    }

    /** Until what stopped this CPU is over. */
    void disableInterrupts() {
        masked = true;
    }

    int index() {
        return index;
    }

    /** The current task offers the pCPU to {@code other}. */
    void yieldTo(GuestCpu other) {
        processor.yieldTo(other.index);
    }

    /** Somebody wants this CPU to do {@code call} and waits for it. */
    void call(RemoteCall call) {
        call.expectOne();
        calls.add(call);
        raise(Vector.CALL);
    }

    boolean hasPcpu() {
        return processor.hasPcpu();
    }

    /** The current task lets go of {@code lock}. */
    public void release(SpinLock lock) {
        held--;
        masked = false;
        kicking = lock.release();
        current.execution.start(Burst.EMPTY, 0);
    }

    /** Goes on spinning, unless the wait is over, the hypervisor wants to know, or it is time to halt. */
    private void spin() {
        mode = Mode.SPIN;
        if (!has && wanted.isOver(this)) {
            has = true;
            takeLeftNs = wanted.takeNs();
        }
        if (has) {
            if (takeLeftNs == 0) {
                endSpinning();
            }
        } else if (isHopeless()) {
            Spin hopeless = wanted;
            wanted = null;
            held--;
            hopeless.giveUp(this);
            current = null;
            schedule();
        } else if (spunNs >= wanted.haltsAfterNs(this) || seesNoUse()) {
            lockHalting = true;
            execute(os.bursts().lockHalt);
        } else if (windowNs >= processor.pauseWindowNs() && !wanted.isInUserMode()) {
            restartWindow();
            if (windowNs >= processor.pauseWindowNs()) {
                windowNs = 0;
                processor.pauseLoop();
            }
        }
    }

    private void endSpinning() {
        boolean forTask = wanted.isForTask(this);
        if (!wanted.holdsOn(this)) {
            held--;
            masked = false;
        }
        wanted = null;
        mode = forTask ? Mode.TASK : Mode.NOTHING;
        if (!forTask) {
            begin();
        }
    }

    private boolean isHopeless() {
        return wanted.isHopeless(this) || spunNs >= wanted.givesUpAfterNs() || stopping != null && wanted.mayGiveUp();
    }

    /** The window began with the last change of the line that is watched, if fetching that takes longer than its gap. */
    private void restartWindow() {
        long changedAtNs = wanted.changedAtNs(this);
        if (changedAtNs != Long.MIN_VALUE && wanted.takeNs() > processor.pauseGapNs()) {
            windowNs = Math.min(windowNs, os.now() - changedAtNs);
        }
    }

    /** Whether it is time to look if spinning is of use, and it is not. */
    private boolean seesNoUse() {
        if (unlookedNs < wanted.looksAfterNs()) {
            return false;
        }
        unlookedNs = 0;
        return wanted.waitsForStopped(this);
    }

    /**
     * Whether it has halted, or is about to, while it waits for a lock, and has not run since.
     *
     * @param noticesPreemption whether its vCPU's having no pCPU counts as well
     */
    boolean isStopped(boolean noticesPreemption) {
        return lockHalting || waking || noticesPreemption && !processor.hasPcpu();
    }

    /** Whether this CPU spins and would see a change now. */
    boolean seesSpin() {
        return mode == Mode.SPIN && !has && processor.isInGuest();
    }

    /** What this CPU spins for has changed: it looks, if it can. */
    void look() {
        if (seesSpin()) {
            processor.interrupt();
        }
    }

    /** What this CPU spins for has changed: it looks in its turn, if it can. */
    void lookInTurn() {
        if (seesSpin()) {
            processor.askAgain();
        }
    }

    /** Whether this CPU has halted, or is about to, while it waits for a lock, and nobody has set out to kick it. */
    boolean needsKick() {
        boolean needs = lockHalting && !kicked;
        kicked |= needs;
        return needs;
    }

    /** Halts while waiting for a lock, unless there is a reason not to any more. */
    private void haltForLock() {
        if (unhalted || pending != 0 && !masked || wanted.isOver(this)) {
            resumeSpinning();
        } else {
            wanted.halts(this);
            mode = Mode.HALTED;
            current.sleepOn(wanted);
        }
    }

    private void resumeSpinning() {
        lockHalting = false;
        kicked = false;
        unhalted = false;
        restartSpinning();
    }

    private void restartSpinning() {
        windowNs = 0;
        restartLoops();
    }

    /** Begins to count loops anew; the first look comes before the first of them. */
    private void restartLoops() {
        spunNs = 0;
        unlookedNs = wanted.looksAfterNs() == Long.MAX_VALUE ? 0 : wanted.looksAfterNs();
    }

    /** This CPU, which spun beside the queue of a lock, has joined it. */
    void joinedQueue() {
        processor.sync();
        restartLoops();
        lookInTurn();
    }

    /** Ends the halt of the CPU that the last release found waiting. */
    private void kick() {
        GuestCpu target = kicking;
        kicking = null;
        target.unhalt();
        processor.kicked(target.index);
    }

    /** A kick has come: ends the halt for a lock, also one that is yet to come. */
    private void unhalt() {
        unhalted = lockHalting && mode != Mode.HALTED;
        rouse();
    }

    /** There is something to do: ends a halt of either kind. */
    private void rouse() {
        if (mode == Mode.HALTED) {
            mode = Mode.NOTHING;
            waking = true;
            if (lockHalting) {
                current.waitedFor(Cause.LOCK_WAIT);
                resumeSpinning();
            } else {
                idleLoop.wake();
            }
        }
        ticker.resume();
        processor.interrupt();
    }

    private void idle() {
        if (mode == Mode.IDLE && idleLoop.execution().isDone()) {
            if (!idleLoop.proceed()) {
                mode = Mode.HALTED;
            }
            if (idleLoop.isFinal()) {
                ticker.halt();
            }
        } else if (mode != Mode.IDLE && mode != Mode.HALTED) {
            idleLoop.enter();
            mode = Mode.IDLE;
        }
    }

    /** Puts {@code task} at the end of the run queue. */
    void enqueue(Task task) {
        processor.sync();
        task.moveTo(this);
        task.markWait(this);
        queue.add(task);
        os.queuedChanged(1);
    }

    /** Takes the task that waits longest out of the run queue and books its wait. */
    Task dequeue() {
        processor.sync();
        Task task = queue.take();
        os.queuedChanged(-1);
        task.settleWait(this);
        return task;
    }

    boolean hasQueued() {
        return !queue.isEmpty();
    }

    /** Tells {@code other} that it has a task to run: by an interrupt, unless it watches its memory for that. */
    void wake(GuestCpu other) {
        if (other.mode == Mode.IDLE && other.idleLoop.isWaiting()) {
            watchedWakes++;
            other.rouse();
        } else {
            remoteWakes++;
            other.raise(Vector.IPI);
        }
    }

    /** Packets of the requests of {@code arrived}, which is emptied, are in the receive ring: one interrupt at most. */
    void packetsArrive(TaskQueue arrived) {
        move(arrived, receiveRing);
        raiseUnlessPolled(Vector.NETWORK);
    }

    /** What the tasks of {@code done}, which is emptied, waited for has happened, and {@code vector} says so once. */
    void signal(Vector vector, TaskQueue done) {
        signals |= vector.bit;
        move(done, signalled[vector.ordinal()]);
        raise(vector);
    }

    /** What {@code task} waited for has happened, and {@code vector} says so. */
    void signal(Vector vector, Task task) {
        processor.sync();
        task.markWait(this);
        signals |= vector.bit;
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
        if (timeline != null && (pending & vector.bit) == 0) {
            timeline.raised(vector.ordinal());
        }
        pending |= vector.bit;
        if (!masked) {
            rouse();
        }
    }

    /** A tick is due. */
    void tick() {
        if (takesPit) {
            raisePeriodic(Vector.PIT);
        }
        raisePeriodic(Vector.TICK);
    }

    private void raisePeriodic(Vector vector) {
        if ((pending & vector.bit) != 0) {
            backlog[vector.ordinal()]++;
            backlogged |= vector.bit;
        }
        raise(vector);
    }
}
