// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/** Sleeping locks, worked out by hand at 1 GHz and without other costs. */
class MutexTest {
    private static final long MS = 1_000_000;
    private static final Step.Locked SECTION = new Step.Locked(
            "mutex", LockKind.MUTEX, List.of(new Step.Work(Distributions.deterministic(40 * MS), List.of())));

    /** Two vCPUs want the mutex for 40 ms each, with turns of 30 ms. */
    private static RunResult run(int pcpus, MutexModel model) {
        return Plans.on(pcpus)
                .scheduler(RoundRobinScheduler::new, 30 * MS, 0)
                .measure(0, -1)
                .vm(
                        "vm",
                        2,
                        1000,
                        Plans.kernel(0, 1_000 * MS, Plans.waiting(LockModel.FREE, model), Map.of()),
                        new Workload("locked", null, List.of(SECTION)),
                        new Load.Batch(2, 2))
                .run();
    }

    private static double spinNs(RunResult result) {
        return Plans.value(result, "vm", "cpu.spin") * 2 * result.measuredNs();
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void sectionsFollowEachOtherWhateverTheKind(boolean spins, boolean handsOver) {
        RunResult result = run(2, new MutexModel(spins, false, handsOver, 0, 0));
        assertThat(result.measuredNs()).isEqualTo(80 * MS);
        assertThat(spinNs(result)).isCloseTo(spins ? 40 * MS : 0, within(1.0));
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo(0.08);
    }

    @Test
    void sleepingIsBlamedOnTheLock() {
        RunResult result = run(2, MutexModel.PLAIN);
        assertThat(Plans.value(result, "vm", "blame.p99.lock-wait")).isGreaterThan(0.02);
        assertThat(Plans.value(result, "vm", "blame.p99.guest-queue")).isZero();
        assertThat(Plans.value(result, "vm", "cpu.idle")).isEqualTo(0.5);
    }

    /** The owner loses its only pCPU at 30 ms: the other spins for the whole turn that it could have worked in. */
    @Test
    void spinningOnAnOwnerWithoutAPcpuWastesATurn() {
        RunResult result = run(1, new MutexModel(true, false, false, 0, 0));
        assertThat(spinNs(result)).isCloseTo(30 * MS, within(1.0));
        assertThat(result.measuredNs()).isEqualTo(110 * MS);
    }

    @Test
    void noticingThatTheOwnerHasNoPcpuWastesNothing() {
        RunResult result = run(1, new MutexModel(true, true, false, 0, 0));
        assertThat(spinNs(result)).isZero();
        assertThat(result.measuredNs()).isEqualTo(80 * MS);
    }

    /** The other spins beside the running owner until that loses its pCPU to a hog, then it sleeps. */
    @Test
    void spinnerGivesUpWhenTheOwnerLosesItsPcpu() {
        Workload hog = Plans.compute(Distributions.deterministic(1e9));
        RunResult result = Plans.on(2)
                .scheduler(RoundRobinScheduler::new, 30 * MS, 0)
                .measure(0, 0.05)
                .vm(
                        "vm",
                        2,
                        1000,
                        Plans.kernel(
                                0,
                                1_000 * MS,
                                Plans.waiting(LockModel.FREE, new MutexModel(true, true, false, 0, 0)),
                                Map.of()),
                        new Workload("locked", null, List.of(SECTION)),
                        new Load.Batch(2, 2))
                .vm("hog", 1, 1000, Plans.freeKernel(0, 1_000 * MS), hog, new Load.Batch(1, 1))
                .run();
        assertThat(spinNs(result)).isCloseTo(30 * MS, within(1.0));
    }

    /**
     * The other gets its pCPU at 10 ms and spins beside the owner, which loses its own at 30 ms to a hog. It gives up at
     * once, the owner goes on at the pCPU that this leaves idle, and both sections end by 80 ms.
     */
    @Test
    void spinnerGivesUpAtOnceAndLeavesItsPcpuToTheOwner() {
        Workload hog = Plans.compute(Distributions.deterministic(1e9));
        RunResult result = Plans.on(2)
                .scheduler(RoundRobinScheduler::new, 30 * MS, 0)
                .measure(0, 0.08)
                .vm(
                        "short",
                        1,
                        1000,
                        Plans.freeKernel(0, 1_000 * MS),
                        Plans.compute(Distributions.deterministic(10 * MS)),
                        new Load.Batch(1, 1))
                .vm(
                        "vm",
                        2,
                        1000,
                        Plans.kernel(
                                0,
                                1_000 * MS,
                                Plans.waiting(LockModel.FREE, new MutexModel(true, true, false, 0, 0)),
                                Map.of()),
                        new Workload("locked", null, List.of(SECTION)),
                        new Load.Batch(2, 2))
                .vm("hog", 1, 1000, Plans.freeKernel(0, 1_000 * MS), hog, new Load.Batch(1, 1))
                .run();
        assertThat(Plans.value(result, "vm", "cpu.spin") * 2 * result.measuredNs())
                .isCloseTo(20 * MS, within(1.0));
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo(0.08);
    }
}
