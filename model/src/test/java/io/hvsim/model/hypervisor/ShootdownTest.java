// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.LockModel;
import io.hvsim.model.guest.MutexModel;
import io.hvsim.model.guest.Synchronization;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.scheduling.RoundRobinScheduler;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    @Test
    void nobodyIsOfferedThePcpuWhenAllHaveOne() {
        RunResult result = run(2, false, true);
        assertThat(result.measuredNs()).isEqualTo(run(2, false, false).measuredNs());
        assertThat(Plans.value(result, "vm", "exits.hypercall")).isZero();
    }
}
