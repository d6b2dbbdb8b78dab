// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.LockModel;
import io.hvsim.model.guest.LockModel.Kind;
import io.hvsim.model.guest.MutexModel;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.scheduling.RoundRobinScheduler;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.LockKind;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lock-holder and lock-waiter preemption, worked out by hand at 1 GHz and without other costs. */
class SpinLockTest {
    /** PAUSEs count as one loop however far apart they are. */
    private static final long NO_GAP = Long.MAX_VALUE;

    private static final long MS = 1_000_000;
    private static final long SLICE = 30 * MS;

    private static GuestKernel kernel(Kind kind, long haltAfterNs) {
        return kernel(new LockModel(kind, 0, haltAfterNs, LockModel.NEVER, false));
    }

    private static GuestKernel kernel(LockModel spinlocks) {
        return Plans.kernel(0, 1_000 * MS, Plans.waiting(spinlocks, MutexModel.PLAIN), Map.of());
    }

    private static Workload program(Step... steps) {
        return new Workload("locked", null, List.of(steps));
    }

    private static Step.Locked locked(double ns) {
        return new Step.Locked("lock", LockKind.SPIN, List.of(work(Distributions.deterministic(ns))));
    }

    private static Step.Work work(Distribution ns) {
        return new Step.Work(ns, List.of());
    }

    /** A pause-loop exit that costs 1 us whatever it finds. */
    private static PauseLoops exitAfter(long windowNs) {
        return exitAfter(windowNs, NO_GAP);
    }

    private static PauseLoops exitAfter(long windowNs, long gapNs) {
        return new PauseLoops(
                windowNs, gapNs, 1, windowNs, 1_000, 0, 0, 0, 0, 0, false, false, false, false, false, false, false);
    }

    /** Two vCPUs on one pCPU want the lock for 40 ms each; the holder is preempted after its slice of 30 ms. */
    private static RunResult preemptedHolder(Kind kind, long haltAfterNs, PauseLoops pauseLoops) {
        return Plans.on(1)
                .scheduler(RoundRobinScheduler::new, SLICE, 0)
                .pauseLoops(pauseLoops)
                .measure(0, -1)
                .vm("vm", 2, 1000, kernel(kind, haltAfterNs), program(locked(40e6)), new Load.Batch(2, 2))
                .run();
    }

    private static double spinNs(RunResult result, int vcpus) {
        return Plans.value(result, "vm", "cpu.spin") * result.measuredNs() * vcpus;
    }

    /** L-1: the waiter spins for its whole slice, then the holder goes on. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void l1PreemptedHolderWastesASliceOfTheWaiter(Kind kind) {
        RunResult result = preemptedHolder(kind, LockModel.NEVER, PauseLoops.UNNOTICED);
        assertThat(result.measuredNs()).isEqualTo(40 * MS + SLICE + 40 * MS);
        assertThat(spinNs(result, 2)).isCloseTo(SLICE, within(1.0));
    }

    /** L-1: with pause-loop exits it spins for one window and pays for one exit. */
    @Test
    void l1PauseLoopExitWastesOneWindowAndOneExit() {
        RunResult result = preemptedHolder(Kind.FIRST_COME, LockModel.NEVER, exitAfter(4_096));
        assertThat(result.measuredNs()).isEqualTo(40 * MS + 4_096 + 1_000 + 40 * MS);
        assertThat(spinNs(result, 2)).isCloseTo(4_096, within(1.0));
        assertThat(Plans.value(result, "vm", "exits.pause") * result.measuredNs() / 1e9)
                .isCloseTo(1, within(1e-6));
    }

    /**
     * Three vCPUs, each on its pCPU, want a lock for 3 us at once. The third waits for 6 us, but the lock changes hands after
     * half of that: fetching its line then takes 10 ns, which begins a window of 4 us anew if it is more than the gap.
     */
    @ParameterizedTest
    @CsvSource({"9, 0", "10, 1"})
    void lockThatChangesHandsBeginsTheWindowAnew(long gapNs, int exits) {
        LockModel tickets = new LockModel(Kind.FIRST_COME, 10, LockModel.NEVER, LockModel.NEVER, false);
        RunResult result = Plans.on(3)
                .scheduler(RoundRobinScheduler::new, SLICE, 0)
                .pauseLoops(exitAfter(4_000, gapNs))
                .measure(0, -1)
                .vm("vm", 3, 1000, kernel(tickets), program(locked(3_000)), new Load.Batch(3, 3))
                .run();
        assertThat(Plans.value(result, "vm", "exits.pause") * result.measuredNs() / 1e9)
                .isCloseTo(exits, within(1e-6));
    }

    /** L-1: with paravirtual locks it spins up to the threshold, then halts and is kicked. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "TEST_AND_SET", mode = EnumSource.Mode.EXCLUDE)
    void l1ParavirtualWaiterHaltsAtItsThresholdAndIsKicked(Kind kind) {
        RunResult result = preemptedHolder(kind, 150_000, PauseLoops.UNNOTICED);
        assertThat(result.measuredNs()).isEqualTo(40 * MS + 150_000 + 40 * MS);
        assertThat(spinNs(result, 2)).isCloseTo(150_000, within(1.0));
    }

    /**
     * L-1: the loops before a halt are counted on across pause-loop exits. The holder keeps the lock for 40 ms on a pCPU of its
     * own; the waiter spins for four windows of 4,096 ns, exits after each of them, and halts 3,616 ns into the fifth.
     */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "TEST_AND_SET", mode = EnumSource.Mode.EXCLUDE)
    void l1LoopsAreCountedAcrossPauseLoopExits(Kind kind) {
        RunResult result = Plans.on(2)
                .scheduler(RoundRobinScheduler::new, SLICE, 0)
                .pauseLoops(exitAfter(4_096))
                .measure(0, -1)
                .vm("vm", 2, 1000, kernel(kind, 20_000), program(locked(40e6)), new Load.Batch(2, 2))
                .run();
        assertThat(result.measuredNs()).isEqualTo(40 * MS + 40 * MS);
        assertThat(spinNs(result, 2)).isCloseTo(20_000, within(1.0));
        assertThat(Plans.value(result, "vm", "exits.pause") * result.measuredNs() / 1e9)
                .isCloseTo(4, within(1e-6));
    }

    /**
     * L-1: and across losses of the pCPU. Both vCPUs share one and want the lock for 70 ms: the holder has it for 30, the waiter
     * spins for 30, the holder goes on for 30, and the waiter halts 10 ms later, so that the holder ends its last 10.
     */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "TEST_AND_SET", mode = EnumSource.Mode.EXCLUDE)
    void l1LoopsAreCountedAcrossLossesOfThePcpu(Kind kind) {
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, SLICE, 0)
                .measure(0, -1)
                .vm("vm", 2, 1000, kernel(kind, 40 * MS), program(locked(70e6)), new Load.Batch(2, 2))
                .run();
        assertThat(spinNs(result, 2)).isCloseTo(40 * MS, within(1.0));
        assertThat(result.measuredNs()).isEqualTo(70 * MS + 40 * MS + 70 * MS);
    }

    /**
     * L-2: a lock in order of arrival is handed to a waiter that has no pCPU and stands still until it has one; a
     * test-and-set lock goes to whoever runs. Two vCPUs of the VM and a hog share two pCPUs.
     */
    @Test
    void l2LockInOrderWaitsForAPreemptedWaiterAndTestAndSetDoesNot() {
        RunResult inOrder = contended(Kind.FIRST_COME, 3, 2);
        RunResult anyone = contended(Kind.TEST_AND_SET, 3, 2);
        assertThat(Plans.value(inOrder, "vm", "throughput")).isLessThan(0.5 * Plans.value(anyone, "vm", "throughput"));
    }

    /** L-3: with a pCPU for each vCPU all kinds do the same. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void l3WithoutOvercommitAllKindsAreWithinAFewPercent(Kind kind) {
        double throughput = Plans.value(contended(kind, 4, 4), "vm", "throughput");
        double reference = Plans.value(contended(Kind.TEST_AND_SET, 4, 4), "vm", "throughput");
        assertThat(throughput).isCloseTo(reference, within(0.03 * reference));
    }

    /**
     * Three vCPUs take turns of 30 ms on two pCPUs and want the lock for 40 ms each. The first has it and runs beside the
     * second until 30 ms, when it makes way for the third, which joins the queue behind the second. That one loses its pCPU
     * to the first, and the third sees it at its next look, halts and leaves its pCPU to the second.
     */
    @Test
    void queuedWaiterHaltsWhenTheOneBeforeItDoesNotRun() {
        RunResult looking = threeOnTwo(10_000, true);
        RunResult patient = threeOnTwo(LockModel.NEVER, true);
        assertThat(spinNs(looking, 3)).isLessThan(spinNs(patient, 3) - 5 * MS);
        assertThat(Plans.value(looking, "vm", "blame.p99.lock-wait")).isPositive();
        assertThat(Plans.value(patient, "vm", "blame.p99.lock-wait")).isZero();
    }

    /** The same, but the third cannot see that the second has lost its pCPU, only that it had halted, which it has not. */
    @Test
    void queuedWaiterThatSeesOnlyHaltsGoesOnSpinning() {
        RunResult unseeing = threeOnTwo(10_000, false);
        assertThat(spinNs(unseeing, 3)).isEqualTo(spinNs(threeOnTwo(LockModel.NEVER, false), 3));
    }

    /**
     * Three vCPUs take turns of 30 ms on one pCPU and want the lock for 40 ms each. The first has it; the second spins from 30
     * ms on as the head of the queue; the third joins the queue at 60 ms, while the second has no pCPU, and halts without
     * having spun at all, however seldom it looks later. The others have the pCPU from then on: the first lets go at 70 ms.
     */
    @Test
    void waiterLooksAtTheOneBeforeItWhenItJoinsTheQueue() {
        LockModel looking = new LockModel(Kind.UNFAIR_QUEUE, 0, 1_000 * MS, 20 * MS, true);
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, SLICE, 0)
                .measure(0, -1)
                .vm("vm", 3, 1000, kernel(looking), program(locked(40e6)), new Load.Batch(3, 3))
                .run();
        assertThat(spinNs(result, 3)).isCloseTo(SLICE, within(1.0));
        assertThat(result.measuredNs()).isEqualTo(SLICE + 3 * 40 * MS);
    }

    private static RunResult threeOnTwo(long looksAfterNs, boolean noticesPreemption) {
        return Plans.on(2)
                .scheduler(RoundRobinScheduler::new, SLICE, 0)
                .measure(0, -1)
                .vm(
                        "vm",
                        3,
                        1000,
                        kernel(new LockModel(Kind.UNFAIR_QUEUE, 0, 1_000 * MS, looksAfterNs, noticesPreemption)),
                        program(locked(40e6)),
                        new Load.Batch(3, 3))
                .run();
    }

    /** Those beside the queue go on where the head of the queue has lost its pCPU without spinning. */
    @Test
    void hybridQueueLosesLessToPreemptedWaitersThanOneInOrder() {
        double inOrder = Plans.value(contended(Kind.FIRST_COME, 8, 4), "vm", "throughput");
        double queue = Plans.value(contended(Kind.UNFAIR_QUEUE, 8, 4), "vm", "throughput");
        double hybrid = Plans.value(contended(Kind.HYBRID_QUEUE, 8, 4), "vm", "throughput");
        assertThat(queue).isGreaterThan(1.05 * inOrder);
        assertThat(hybrid).isGreaterThan(queue);
    }

    /**
     * Two vCPUs of a VM and a hog take turns of 30 ms on one pCPU. The first holds the lock until 71 ms; the second has spun
     * for 1 ms, halted, and is kicked then. It waits for the hog's turn and its own second one and has held the lock for 40 ms
     * at 171 ms; where the kick boosts it, it runs in place of the first at once, and has at 141 ms. Boosting takes 1 us, half more or less at random.
     */
    @ParameterizedTest
    @CsvSource({"false, 171", "true, 141"})
    void kickedWaiterIsBoosted(boolean boosts, long endMs) {
        PauseLoops rules = new PauseLoops(
                1_000 * MS,
                NO_GAP,
                1,
                1_000 * MS,
                1,
                0,
                1_000,
                0,
                0,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                boosts);
        Workload hog = program(work(Distributions.deterministic(1e9)));
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, SLICE, 0)
                .pauseLoops(rules)
                .measure(0, 0.2)
                .vm("vm", 2, 1000, kernel(Kind.FIRST_COME, MS), program(locked(40e6)), new Load.Batch(2, 2))
                .vm("hog", 1, 1000, Plans.freeKernel(0, 1_000 * MS), hog, new Load.Batch(1, 1))
                .run();
        assertThat(Plans.value(result, "vm", "latency.max")).isCloseTo(endMs / 1e3, within(2e-6));
        assertThat(Plans.value(result, "vm", "cpu.overhead") * 2 * 0.2e9).isCloseTo(boosts ? 1_000 : 0, within(500.5));
    }

    /** As many vCPUs, each of which computes for 100 us on average and then holds the lock for 5 us, on {@code pcpus}. */
    private static RunResult contended(Kind kind, int vcpus, int pcpus) {
        return contended(new LockModel(kind, 0, LockModel.NEVER, LockModel.NEVER, false), vcpus, pcpus);
    }

    private static RunResult contended(LockModel spinlocks, int vcpus, int pcpus) {
        Workload workload = program(work(Distributions.exponential(100e3)), locked(5e3));
        return Plans.on(pcpus)
                .scheduler(RoundRobinScheduler::new, 10 * MS, 1_000)
                .measure(0.5, 2)
                .vm("vm", vcpus, 1000, kernel(spinlocks), workload, new Load.Batch(Long.MAX_VALUE / 2, vcpus))
                .run();
    }

    /**
     * Three vCPUs on two pCPUs: the second waits in the queue and halts at 1 ms, which leaves its pCPU to the third. That one
     * spins beside the queue without ever halting, as nobody would kick it, and has the lock from 40 ms on; the second is last.
     */
    @Test
    void nobodyHaltsBesideTheQueueOfAHybridLock() {
        RunResult result = Plans.on(2)
                .scheduler(RoundRobinScheduler::new, 1_000 * MS, 0)
                .measure(0, 0.15)
                .vm("vm", 3, 1000, kernel(Kind.HYBRID_QUEUE, MS), program(locked(40e6)), new Load.Batch(3, 3))
                .run();
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo(0.12);
        assertThat(spinNs(result, 3)).isCloseTo(1 * MS + 39 * MS, within(1.0));
    }
}
