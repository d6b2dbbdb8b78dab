// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.LockModel;
import io.hvsim.model.guest.MutexModel;
import io.hvsim.model.guest.Synchronization;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.scheduling.RoundRobinScheduler;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.LockKind;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * TLB shootdowns, worked out by hand at 1 GHz: serving an interrupt of another vCPU takes 800 ns. The second vCPU begins
 * with one that says it has a task.
 */
class ShootdownTest {
    private static final long MS = 1_000_000;
    private static final Map<String, ActionCost> COSTS =
            Map.of(KernelActions.IPI_INTERRUPT, new ActionCost(KernelPath.PLAIN, 800, 0, Map.of(), Map.of()));

    /** Two vCPUs: both compute for 10 ms, flush, and compute for 10 ms again. */
    private static RunResult run(int pcpus, boolean sparesPreempted, boolean yieldsToCalled) {
        Step.Work work = new Step.Work(Distributions.deterministic(10 * MS), List.of());
        return Plans.on(pcpus)
                .scheduler(RoundRobinScheduler::new, 7 * MS, 0)
                .measure(0, -1)
                .vm(
                        "vm",
                        2,
                        1000,
                        Plans.kernel(
                                0,
                                1_000 * MS,
                                new Synchronization(
                                        LockModel.FREE,
                                        MutexModel.PLAIN,
                                        MutexModel.PLAIN,
                                        sparesPreempted,
                                        yieldsToCalled),
                                COSTS),
                        new Workload("flusher", null, List.of(work, new Step.Flush(), work)),
                        new Load.Batch(2, 2))
                .run();
    }

    /**
     * The first computes until 10 ms and waits 800 ns for the second, which thus gets there at 10.0016 ms instead of 10.0008
     * ms and waits 800 ns for the first: it ends at 20.0024 ms.
     */
    @Test
    void flushTakesAsLongAsTheOthersNeedToServeIt() {
        RunResult result = run(2, false, false);
        assertThat(result.measuredNs()).isEqualTo(20 * MS + 2400);
        assertThat(Plans.value(result, "vm", "cpu.spin") * 2 * result.measuredNs())
                .isCloseTo(1600, within(1e-3));
    }

    /**
     * One pCPU, turns of 7 ms. The first flushes at 17 ms, in its second turn, and spins until 21 ms, for the second has no
     * pCPU. That serves it at 21 ms, flushes at 24.0016 ms and waits in the same way until 28 ms.
     */
    @Test
    void flushWaitsForAVcpuWithoutAPcpu() {
        RunResult result = run(1, false, false);
        double spinNs = Plans.value(result, "vm", "cpu.spin") * 2 * result.measuredNs();
        assertThat(spinNs).isCloseTo(4 * MS + (4 * MS - 1600), within(2.0));
    }

    @Test
    void paravirtualFlushSparesAVcpuWithoutAPcpu() {
        RunResult result = run(1, true, false);
        assertThat(Plans.value(result, "vm", "cpu.spin")).isZero();
        assertThat(result.measuredNs()).isEqualTo(40 * MS + 800);
    }

    /**
     * The first offers its pCPU to the second at 17 ms, the second to the first when it flushes in its turn: each of the two
     * calls of the hypervisor takes 1 ns, and nobody spins for longer.
     */
    @Test
    void paravirtualYieldGivesThePcpuToTheVcpuThatIsWaitedFor() {
        RunResult result = run(1, false, true);
        assertThat(Plans.value(result, "vm", "exits.hypercall") * result.measuredNs() / 1e9)
                .isCloseTo(2, within(1e-6));
        assertThat(Plans.value(result, "vm", "cpu.spin")).isZero();
        assertThat(result.measuredNs()).isEqualTo(40 * MS + 3 * 800 + 2);
    }

    /**
     * One after the other holds the lock for 10 ms and then flushes. The second can serve the first at 10 ms, when it has got
     * the lock, but with interrupts disabled only at 20 ms, when it lets go.
     */
    @ParameterizedTest
    @CsvSource({"SPIN, 10", "SPIN_IRQSAVE, 20"})
    void flushWaitsForAVcpuWithInterruptsDisabled(LockKind kind, double spinMs) {
        RunResult result = inTurn(2, LockModel.FREE, kind);
        assertThat(result.measuredNs()).isEqualTo(20 * MS + 800);
        assertThat(Plans.value(result, "vm", "cpu.spin") * 2 * result.measuredNs())
                .isCloseTo(spinMs * MS, within(801.0));
    }

    /**
     * Three hold the lock in turn; those that wait halt after 1 ms. Interrupts wake them, so that each is done flushing when
     * it has had the lock, at 10, 20 and 30 ms; but not with interrupts disabled, when all wait for the third.
     */
    @ParameterizedTest
    @CsvSource({"SPIN, 20", "SPIN_IRQSAVE, 30"})
    void interruptsDoNotWakeAWaiterThatHasDisabledThem(LockKind kind, double meanMs) {
        LockModel halting = new LockModel(LockModel.Kind.FIRST_COME, 0, MS, LockModel.NEVER, false);
        RunResult result = inTurn(3, halting, kind);
        assertThat(Plans.value(result, "vm", "latency.mean")).isCloseTo(meanMs / 1e3, within(4e-6));
    }

    private static RunResult inTurn(int vcpus, LockModel spinlocks, LockKind kind) {
        Step.Work work = new Step.Work(Distributions.deterministic(10 * MS), List.of());
        Synchronization waiting = new Synchronization(spinlocks, MutexModel.PLAIN, MutexModel.PLAIN, false, false);
        return Plans.on(vcpus)
                .scheduler(RoundRobinScheduler::new, 1_000 * MS, 0)
                .measure(0, -1)
                .vm(
                        "vm",
                        vcpus,
                        1000,
                        Plans.kernel(0, 1_000 * MS, waiting, COSTS),
                        new Workload(
                                "flusher",
                                null,
                                List.of(new Step.Locked("lock", kind, List.of(work)), new Step.Flush())),
                        new Load.Batch(vcpus, vcpus))
                .run();
    }

    /**
     * One pCPU, turns of 7 ms, 10 ms of work and then a flush, as above. The first flushes at 17 ms while the second has no
     * pCPU, and exits after 1 us to yield to it if it lost its pCPU in kernel mode, as the second does for the first at 20 ms;
     * else it spins for longer than until 20.5 ms.
     */
    @ParameterizedTest
    @CsvSource({"false, 3500", "true, 2"})
    void waiterYieldsToATaskThatWasPreemptedInKernelMode(boolean inKernel, double spinUs) {
        Step.Work user = new Step.Work(Distributions.deterministic(10 * MS), List.of());
        Step.Work kernel =
                new Step.Work(Distributions.deterministic(0), List.of(ActionUse.of(KernelActions.DISK_REQUEST, 1)));
        Step.Work work = inKernel ? kernel : user;
        Map<String, ActionCost> costs = Map.of(
                KernelActions.IPI_INTERRUPT,
                new ActionCost(KernelPath.PLAIN, 800, 0, Map.of(), Map.of()),
                KernelActions.DISK_REQUEST,
                new ActionCost(KernelPath.PLAIN, 10 * MS, 0, Map.of(), Map.of()));
        PauseLoops rules = new PauseLoops(
                1_000, Long.MAX_VALUE, 1, 1_000, 1, 0, 0, 0, 0, 0, false, false, true, true, false, false, false);
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, 7 * MS, 0)
                .pauseLoops(rules)
                .measure(0, 0.0205)
                .vm(
                        "vm",
                        2,
                        1000,
                        Plans.kernel(
                                0,
                                1_000 * MS,
                                new Synchronization(LockModel.FREE, MutexModel.PLAIN, MutexModel.PLAIN, false, false),
                                costs),
                        new Workload("flusher", null, List.of(work, new Step.Flush(), work)),
                        new Load.Batch(2, 2))
                .run();
        assertThat(Plans.value(result, "vm", "cpu.spin") * 2 * result.measuredNs() / 1e3)
                .isCloseTo(spinUs, within(0.01 * spinUs));
    }

    @Test
    void nobodyIsOfferedThePcpuWhenAllHaveOne() {
        RunResult result = run(2, false, true);
        assertThat(result.measuredNs()).isEqualTo(run(2, false, false).measuredNs());
        assertThat(Plans.value(result, "vm", "exits.hypercall")).isZero();
    }
}
