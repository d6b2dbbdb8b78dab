// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.LockModel;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Barriers and locks of programs, worked out by hand at 1 GHz and without other costs. */
class BarrierTest {
    private static final long MS = 1_000_000;
    private static final PauseLoops NOTICED = new PauseLoops(
            1_000, Long.MAX_VALUE, 1, 1_000, 1, 0, 0, 0, 0, 0, false, false, true, true, false, false, false);

    /** Tasks compute for {@code work} and meet. */
    private static Plans plans(int pcpus, int vcpus, Distribution work, long spinNs, Load load, MutexModel mutexes) {
        return Plans.on(pcpus)
                .scheduler(RoundRobinScheduler::new, 7 * MS, 0)
                .measure(0, -1)
                .vm(
                        "vm",
                        vcpus,
                        1000,
                        Plans.kernel(0, 1_000 * MS, Plans.waiting(LockModel.FREE, mutexes), Map.of()),
                        new Workload(
                                "parallel", null, List.of(new Step.Work(work, List.of()), new Step.Barrier(spinNs))),
                        load);
    }

    private static Plans plans(int pcpus, int vcpus, Distribution work, long spinNs, Load load) {
        return plans(pcpus, vcpus, work, spinNs, load, MutexModel.PLAIN);
    }

    private static double spinMs(RunResult result) {
        return Plans.value(result, "vm", "cpu.spin") * 2 * result.measuredNs() / MS;
    }

    /**
     * Two vCPUs on one pCPU, turns of 7 ms: the first comes to the barrier at 17 ms. The second needs 3 ms more, which begin
     * when the first sleeps or loses its turn at 21 ms.
     */
    @ParameterizedTest
    @CsvSource({"0, 0, 20", "1000000, 1, 21", "9223372036854775807, 4, 24"})
    void whoeverComesFirstSpinsAndThenLeavesThePcpuToTheOther(long spinNs, double spinMs, long doneMs) {
        RunResult result = plans(1, 2, Distributions.deterministic(10 * MS), spinNs, new Load.Batch(2, 2))
                .run();
        assertThat(result.measuredNs()).isEqualTo(doneMs * MS);
        assertThat(spinMs(result)).isCloseTo(spinMs, within(1e-6));
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo(doneMs / 1e3);
    }

    /** Four tasks with exponential parts of 1 ms meet every 1 + 1/2 + 1/3 + 1/4 ms in the mean. */
    @ParameterizedTest
    @ValueSource(longs = {0, LockModel.NEVER})
    void roundsTakeAsLongAsTheSlowestOfAll(long spinNs) {
        int rounds = 20_000;
        RunResult result = plans(4, 4, Distributions.exponential(MS), spinNs, new Load.Batch(4 * rounds, 4))
                .run();
        double expected = rounds * (1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0) * MS;
        assertThat(result.measuredNs() / expected).isCloseTo(1, within(0.02));
    }

    @Test
    void nobodySpinsOnACpuThatAnotherTaskWaitsFor() {
        RunResult result = plans(1, 1, Distributions.deterministic(10 * MS), LockModel.NEVER, new Load.Batch(2, 2))
                .run();
        assertThat(result.measuredNs()).isEqualTo(20 * MS);
        assertThat(spinMs(result)).isZero();
    }

    @Test
    void cpusDoNotLookForPauseLoopsOfPrograms() {
        RunResult result = plans(1, 2, Distributions.deterministic(10 * MS), LockModel.NEVER, new Load.Batch(2, 2))
                .pauseLoops(NOTICED)
                .run();
        assertThat(spinMs(result)).isCloseTo(4, within(1e-6));
        assertThat(Plans.value(result, "vm", "exits.pause")).isZero();
    }

    @Test
    void theNumberOfTasksMustBeKnown() {
        Load load = new Load.Open(Distributions.exponential(MS), Load.UNLIMITED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plans(1, 1, Distributions.deterministic(1), 0, load)
                        .measure(0, 1)
                        .run())
                .withMessage("nobody knows how many tasks come to the barrier");
    }

    /** The lock is held for 40 ms by one after the other; the kernel's own mutexes would have the second spin. */
    @ParameterizedTest
    @CsvSource({"MUTEX, 40", "FUTEX, 0"})
    void waitersForALockOfAProgramSleepAtOnce(LockKind kind, double spinMs) {
        Step.Work section = new Step.Work(Distributions.deterministic(40 * MS), List.of());
        RunResult result = Plans.on(2)
                .scheduler(RoundRobinScheduler::new, 30 * MS, 0)
                .measure(0, -1)
                .vm(
                        "vm",
                        2,
                        1000,
                        Plans.kernel(
                                0,
                                1_000 * MS,
                                Plans.waiting(LockModel.FREE, new MutexModel(true, false, false, 0, 0)),
                                Map.of()),
                        new Workload("locked", null, List.of(new Step.Locked("lock", kind, List.of(section)))),
                        new Load.Batch(2, 2))
                .run();
        assertThat(result.measuredNs()).isEqualTo(80 * MS);
        assertThat(spinMs(result)).isCloseTo(spinMs, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MUTEX", "FUTEX", "READ", "SPIN"})
    void nobodyMayWaitForOthersWhileHoldingALock(LockKind kind) {
        Step.Work work = new Step.Work(Distributions.deterministic(1), List.of());
        for (Step step : List.of(new Step.Barrier(0), new Step.StopMachine(work))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Step.Locked("lock", kind, List.of(step)))
                    .withMessageStartingWith("not while a lock is held: ");
        }
    }
}
