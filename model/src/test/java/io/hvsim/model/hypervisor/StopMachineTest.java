// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.LockModel;
import io.hvsim.model.guest.MutexModel;
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
import org.junit.jupiter.params.provider.ValueSource;

/** All vCPUs but one called or stopped, worked out by hand at 1 GHz: serving an interrupt of another vCPU takes 800 ns. */
class StopMachineTest {
    private static final long MS = 1_000_000;
    private static final Map<String, ActionCost> COSTS =
            Map.of(KernelActions.IPI_INTERRUPT, new ActionCost(KernelPath.PLAIN, 800, 0, Map.of(), Map.of()));
    private static final Step.Work TEN_MS = new Step.Work(Distributions.deterministic(10 * MS), List.of());
    private static final Step.StopMachine STOP =
            new Step.StopMachine(new Step.Work(Distributions.deterministic(MS), List.of()));

    private static RunResult run(int pcpus, int vcpus, int jobs, MutexModel mutexes, Step... program) {
        return Plans.on(pcpus)
                .scheduler(RoundRobinScheduler::new, 7 * MS, 0)
                .measure(0, -1)
                .vm(
                        "vm",
                        vcpus,
                        1000,
                        Plans.kernel(0, 1_000 * MS, Plans.waiting(LockModel.FREE, mutexes), COSTS),
                        new Workload("stopper", null, List.of(program)),
                        new Load.Batch(jobs, jobs))
                .run();
    }

    private static RunResult run(int pcpus, int vcpus, int jobs, Step... program) {
        return run(pcpus, vcpus, jobs, MutexModel.PLAIN, program);
    }

    /** A flush, in contrast, leaves an idle vCPU alone. */
    @Test
    void calledFunctionsInterruptIdleVcpusToo() {
        assertThat(run(2, 2, 1, TEN_MS, new Step.CallFunction(), TEN_MS).measuredNs())
                .isEqualTo(20 * MS + 800);
        assertThat(run(2, 2, 1, TEN_MS, new Step.Flush(), TEN_MS).measuredNs()).isEqualTo(20 * MS);
        assertThat(run(1, 1, 1, TEN_MS, new Step.CallFunction(), TEN_MS).measuredNs())
                .isEqualTo(20 * MS);
    }

    /** The first spins while the second takes the interrupt, the second for the millisecond of the function. */
    @Test
    void anIdleVcpuIsStoppedForAsLongAsTheFunctionRuns() {
        RunResult result = run(2, 2, 1, TEN_MS, STOP, TEN_MS);
        assertThat(result.measuredNs()).isEqualTo(21 * MS + 800);
        assertThat(Plans.value(result, "vm", "cpu.spin") * 2 * result.measuredNs())
                .isCloseTo(MS + 800, within(1.0));
        assertThat(run(1, 1, 1, TEN_MS, STOP, TEN_MS).measuredNs()).isEqualTo(21 * MS);
    }

    /**
     * One pCPU, turns of 7 ms: the first wants all stopped at 17 ms. The second gathers at 21 ms and disables interrupts, the
     * first does at 28 ms and runs the function until 29 ms, the second sees that at 35 ms and computes until 38 ms, when it
     * is its turn to want that: until 45, 52 and 59 ms; from 38 ms on all is 800 ns later, for the interrupt by which the
     * second heard of its task.
     */
    @Test
    void everyPhaseWaitsForAVcpuWithoutAPcpu() {
        RunResult result = run(1, 2, 2, TEN_MS, STOP);
        assertThat(result.measuredNs()).isEqualTo(59 * MS + 800);
        assertThat(Plans.value(result, "vm", "cpu.spin") * 2 * result.measuredNs() / MS)
                .isCloseTo(59 - 20 - 2, within(0.01));
    }

    /** The second holds the spinlock from 10 ms to 20 ms, and 800 ns longer for the interrupt, before it makes way. */
    @Test
    void aHolderOfASpinlockIsNotPreemptedToBeStopped() {
        RunResult result = run(2, 2, 2, new Step.Locked("lock", LockKind.SPIN, List.of(TEN_MS)), STOP);
        assertThat(result.measuredNs()).isEqualTo(22 * MS + 2 * 800);
    }

    /**
     * The second owns the mutex from 10 ms on and is stopped at once, for 1 ms and the interrupt; the third, which spins as
     * long as the second runs, sleeps instead, for else the first would wait for it and it for the second.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void spinnersForAnOwnerThatIsStoppedMakeWay(boolean spinsOnOwner) {
        MutexModel mutexes = new MutexModel(spinsOnOwner, false, false, 0, 0);
        RunResult result = run(3, 3, 3, mutexes, new Step.Locked("lock", LockKind.MUTEX, List.of(TEN_MS)), STOP);
        assertThat(result.measuredNs() / (double) MS).isCloseTo(33, within(0.01));
    }
}
