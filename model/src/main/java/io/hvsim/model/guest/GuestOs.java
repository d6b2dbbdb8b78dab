// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.measure.TaskTimeline;
import io.hvsim.model.measure.TimelineRecorder.VmTimeline;
import java.util.HashMap;
import java.util.Map;

/**
 * The running kernel of one VM: its CPUs and where tasks go among them.
 *
 * <p>A woken task goes to its last CPU if that is idle, else to any idle one, else it stays; a CPU that runs out of tasks
 * takes the one that waits longest on the fullest queue. Device interrupts go to CPU 0, as they do in a kernel without
 * interrupt balancing.
 */
public final class GuestOs {
    private final Simulation simulation;
    private final GuestKernel kernel;
    private final KernelBursts bursts;
    private final TickPolicy tickPolicy;
    private final GuestCpu[] cpus;
    /** Null unless the run is traced. */
    private VmTimeline timeline;
    /** Tasks in the run queues of all CPUs. */
    private int queued;

    private final Map<String, SpinLock> locks = new HashMap<>();
    private final Map<String, Mutex> mutexes = new HashMap<>();
    private final Map<String, Mutex> futexes = new HashMap<>();
    private final Map<String, RwSemaphore> semaphores = new HashMap<>();
    private final StopMachine stopMachine;
    private final Mutex stopMachineMutex;

    /**
     * @param bursts what the kernel's work costs; VMs that are alike share it
     * @param tickPolicy what becomes of ticks that fall due while a vCPU waits for a pCPU
     * @param firstTickNs when the first tick of each CPU is due; later ones follow at the kernel's rate
     */
    public GuestOs(Simulation simulation, KernelBursts bursts, TickPolicy tickPolicy, long[] firstTickNs) {
        this.simulation = simulation;
        this.kernel = bursts.kernel;
        this.bursts = bursts;
        this.tickPolicy = tickPolicy;
        this.cpus = new GuestCpu[firstTickNs.length];
        for (int i = 0; i < cpus.length; i++) {
            cpus[i] = new GuestCpu(this, i, simulation, firstTickNs[i], i == 0 && takesPit());
        }
        this.stopMachine = new StopMachine(cpus);
        this.stopMachineMutex = new Mutex("stop_cpus", kernel.synchronization().mutexes());
    }

    /** Has tasks that are created from now on tell {@code timeline} of their requests. */
    public void record(VmTimeline timeline) {
        this.timeline = timeline;
    }

    /** What new tasks tell of their requests; null unless the run is traced. */
    public TaskTimeline taskTimeline() {
        return timeline == null ? null : timeline.task();
    }

    public GuestKernel kernel() {
        return kernel;
    }

    public GuestCpu cpu(int index) {
        return cpus[index];
    }

    /** Requests of the tasks of {@code arrived}, which is emptied, arrived from the network; one interrupt says so. */
    public void receive(TaskQueue arrived) {
        cpus[0].packetsArrive(arrived);
    }

    /** A request of {@code task} arises inside the guest. */
    public void arrive(Task task) {
        placeFor(task).signal(Vector.ARRIVAL, task);
    }

    /** The disk request of {@code task} is done. */
    public void diskDone(Task task) {
        cpus[0].signal(Vector.DISK, task);
    }

    /** The disk requests of the tasks of {@code done}, which is emptied, are done; one interrupt says so. */
    public void diskDone(TaskQueue done) {
        cpus[0].signal(Vector.DISK, done);
    }

    /** There is room in the send queue again for {@code task}. */
    public void sendDone(Task task) {
        cpus[0].signal(Vector.NETWORK, task);
    }

    /** The sleep of {@code task} is over. */
    public void timerExpired(Task task) {
        task.home().signal(Vector.TIMER, task);
    }

    /** Whether the PIT interrupts CPU 0 with each of its ticks; an alarm of VMI takes its place. */
    private boolean takesPit() {
        return bursts.hasPit && tickPolicy != TickPolicy.AVAILABLE_TIME;
    }

    /** The spinlock called {@code name}; the same each time. */
    public SpinLock lock(String name) {
        return locks.computeIfAbsent(
                name,
                each -> new SpinLock(each, simulation, kernel.synchronization().spinlocks()));
    }

    /** The mutex called {@code name}; the same each time. */
    public SleepingLock mutex(String name) {
        return mutexes.computeIfAbsent(
                name, each -> new Mutex(each, kernel.synchronization().mutexes()));
    }

    /** The lock of a program called {@code name}; the same each time. */
    public SleepingLock futex(String name) {
        return futexes.computeIfAbsent(name, each -> new Mutex(each, MutexModel.PLAIN));
    }

    /** What a task holds while it has all CPUs stopped. */
    public SleepingLock stopMachineMutex() {
        return stopMachineMutex;
    }

    StopMachine stopMachine() {
        return stopMachine;
    }

    /**
     * A barrier of a program.
     *
     * @param parties how many tasks have to come, 1 or more
     * @param spinNs how long each spins before it sleeps, 0 or more; {@link LockModel#NEVER} to spin until all have come
     */
    public SleepingWait barrier(int parties, long spinNs) {
        return new Barrier(parties, spinNs);
    }

    /** Holding the semaphore called {@code name} to read; the same each time. */
    public SleepingLock toRead(String name) {
        return semaphore(name).reading();
    }

    /** Holding the semaphore called {@code name} to write; the same each time. */
    public SleepingLock toWrite(String name) {
        return semaphore(name).writing();
    }

    private RwSemaphore semaphore(String name) {
        return semaphores.computeIfAbsent(
                name,
                each -> new RwSemaphore(
                        each, simulation, kernel.synchronization().semaphores()));
    }

    /** Has the CPUs flush their TLBs that run tasks beside the initiator; returns how many are interrupted for it. */
    int shootDown(RemoteCall flush) {
        int interrupted = 0;
        for (GuestCpu cpu : cpus) {
            if (!flush.isOf(cpu)
                    && cpu.load() > 0
                    && (cpu.hasPcpu() || !kernel.synchronization().sparesPreempted())) {
                cpu.call(flush);
                interrupted++;
            }
        }
        return interrupted;
    }

    /** Has all CPUs but the initiator make a call, whether they have something to run or not; returns how many. */
    int callAll(RemoteCall call) {
        for (GuestCpu cpu : cpus) {
            if (!call.isOf(cpu)) {
                cpu.call(call);
            }
        }
        return cpus.length - 1;
    }

    /** Has {@code initiator}, which waits for {@code call}, offer its pCPU to the first of those that have to serve it and have none. */
    void offerPcpu(GuestCpu initiator, Spin call) {
        for (GuestCpu cpu : cpus) {
            if (cpu.delays(call)) {
                initiator.yieldTo(cpu);
                return;
            }
        }
    }

    /** Simulated time in nanoseconds. */
    long now() {
        return simulation.now();
    }

    KernelBursts bursts() {
        return bursts;
    }

    TickPolicy tickPolicy() {
        return tickPolicy;
    }

    IdlePolicy idlePolicy() {
        return bursts.idlePolicy;
    }

    /** Makes {@code task} ready to run; {@code waker} executes the wake-up. */
    public void ready(Task task, GuestCpu waker) {
        GuestCpu target = placeFor(task);
        target.enqueue(task);
        if (target != waker) {
            waker.wake(target);
        }
    }

    /** A run queue got ({@code +1}) or lost ({@code -1}) a task. */
    void queuedChanged(int by) {
        queued += by;
    }

    private GuestCpu placeFor(Task task) {
        GuestCpu best = task.home() == null ? cpus[0] : task.home();
        if (best.isIdle()) {
            return best;
        }
        for (GuestCpu cpu : cpus) {
            if (cpu.isIdle()) {
                return cpu;
            }
            if (cpu.load() < best.load()) {
                best = cpu;
            }
        }
        return best;
    }

    /** The task that waits longest on the fullest queue of another CPU, or null when none waits. */
    Task steal(GuestCpu thief) {
        if (queued == 0) {
            return null;
        }
        GuestCpu fullest = null;
        for (GuestCpu cpu : cpus) {
            if (cpu != thief && cpu.hasQueued() && (fullest == null || cpu.load() > fullest.load())) {
                fullest = cpu;
            }
        }
        if (fullest == null) {
            return null;
        }
        Task task = fullest.dequeue();
        task.moveTo(thief);
        return task;
    }
}
