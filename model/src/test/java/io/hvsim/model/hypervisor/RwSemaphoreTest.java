// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.GuestKernel;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reader-writer semaphores, worked out by hand at 1 GHz and without other costs. Each vCPU has its pCPU unless said
 * otherwise; all tasks run the same program, which a spinlock at its start can put into an order.
 */
class RwSemaphoreTest {
    private static final long MS = 1_000_000;
    private static final MutexModel HANDED_OVER = new MutexModel(false, false, true, 0, 0);
    private static final MutexModel SPUN_FOR = new MutexModel(true, true, false, 0, 0);

    private static Step.Work work(long ms) {
        return new Step.Work(Distributions.deterministic(ms * MS), List.of());
    }

    private static Step held(LockKind kind, Step... steps) {
        return new Step.Locked("lock", kind, List.of(steps));
    }

    /** Task n of the program gets past this n times {@code ms} after the first. */
    private static Step inTurn(long ms) {
        return new Step.Locked("turn", LockKind.SPIN, List.of(work(ms)));
    }

    private static GuestKernel kernel(MutexModel semaphores) {
        return kernel(semaphores, Map.of());
    }

    private static GuestKernel kernel(MutexModel semaphores, Map<String, ActionCost> costs) {
        return Plans.kernel(
                0,
                1_000 * MS,
                new Synchronization(
                        new LockModel(LockModel.Kind.FIRST_COME, 0, LockModel.NEVER, LockModel.NEVER, false),
                        MutexModel.PLAIN,
                        semaphores,
                        false,
                        false),
                costs);
    }

    private static RunResult run(int tasks, int jobs, MutexModel semaphores, Step... program) {
        return Plans.on(tasks)
                .measure(0, -1)
                .vm(
                        "vm",
                        tasks,
                        1000,
                        kernel(semaphores),
                        new Workload("locked", null, List.of(program)),
                        new Load.Batch(jobs, tasks))
                .run();
    }

    private static double share(RunResult result, String metric, int tasks) {
        return Plans.value(result, "vm", metric) * tasks * result.measuredNs() / MS;
    }

    @Test
    void readersHoldItTogether() {
        RunResult result = run(4, 4, HANDED_OVER, held(LockKind.READ, work(10)));
        assertThat(result.measuredNs()).isEqualTo(10 * MS);
    }

    /**
     * Four tasks change the count of readers for 1 ms each, one after the other, and read for 10 ms: they read from 1, 2, 3 and
     * 4 ms, and leave one after the other from 11 ms on.
     */
    @Test
    void readersWaitForTheLineOfTheirCount() {
        RunResult result = run(4, 4, new MutexModel(false, false, false, 0, MS), held(LockKind.READ, work(10)));
        assertThat(result.measuredNs()).isEqualTo(15 * MS);
        assertThat(share(result, "cpu.kernel", 4)).isCloseTo((1 + 2 + 3 + 4) + 4, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false"})
    void writerExcludesWriters(boolean spins, boolean handsOver) {
        MutexModel model = new MutexModel(spins, false, handsOver, 0, 0);
        RunResult result = run(4, 4, model, held(LockKind.WRITE, work(10)));
        assertThat(result.measuredNs()).isEqualTo(40 * MS);
        assertThat(share(result, "cpu.spin", 4)).isCloseTo(spins ? 10 + 20 + 30 : 0, within(1e-6));
    }

    /**
     * Two tasks, 1 ms apart, read for 10 ms and then write for 10 ms. The first wants to write at 11 ms and sleeps until the
     * second has read, at 12 ms; the second sleeps until 22 ms and has written at 32 ms.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writerWaitsForTheLastReader(boolean handsOver) {
        RunResult result = run(
                2,
                2,
                new MutexModel(false, false, handsOver, 0, 0),
                inTurn(1),
                held(LockKind.READ, work(10)),
                held(LockKind.WRITE, work(10)));
        assertThat(result.measuredNs()).isEqualTo(32 * MS);
    }

    /**
     * Three tasks, 1 ms apart, write for 10 ms and then read for 10 ms: they write from 1, 11 and 21 ms. The first wants to
     * read at 11 ms, behind the third writer, the second at 21 ms behind the first. At 31 ms the third lets go, both are
     * given the lock, and the third joins them: all end at 41 ms.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readersThatQueueBehindEachOtherAreWokenTogether(boolean handsOver) {
        RunResult result = run(
                3,
                3,
                new MutexModel(false, false, handsOver, 0, 0),
                inTurn(1),
                held(LockKind.WRITE, work(10)),
                held(LockKind.READ, work(10)));
        assertThat(result.measuredNs()).isEqualTo(41 * MS);
    }

    /**
     * Four tasks, 4 ms apart, read for 10 ms and write for 10 ms. They read from 4, 8 and 12 ms; the first wants to write at
     * 14 ms and queues, so that the fourth, which comes at 16 ms while two still read, must not overtake it: the writers
     * write from 22, 32 and 42 ms, the fourth reads from 52 and writes from 62.
     */
    @Test
    void readerDoesNotOvertakeAWriterThatWaits() {
        RunResult result =
                run(4, 4, HANDED_OVER, inTurn(4), held(LockKind.READ, work(10)), held(LockKind.WRITE, work(10)));
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo(0.072);
        assertThat(result.measuredNs()).isEqualTo(72 * MS);
    }

    /**
     * Two tasks do four writes of 10 ms; the interrupt that brings a wake-up takes 1 ms. Handed over, the tasks take turns:
     * whoever lets go sleeps, and its CPU takes up the other task at once. Left free, the lock is taken again by whoever let
     * go of it before the interrupt is served, three times; the other tries in vain twice and has it from 30 ms.
     */
    @ParameterizedTest
    @CsvSource({"true, 20", "false, 40"})
    void lockThatIsNotHandedOverMayBeTakenByANewcomer(boolean handsOver, long longestMs) {
        ActionCost wakeUp = new ActionCost(KernelPath.PLAIN, MS, 0, Map.of(), Map.of());
        RunResult result = Plans.on(2)
                .measure(0, -1)
                .vm(
                        "vm",
                        2,
                        1000,
                        kernel(
                                new MutexModel(false, false, handsOver, 0, 0),
                                Map.of(KernelActions.IPI_INTERRUPT, wakeUp)),
                        new Workload("locked", null, List.of(held(LockKind.WRITE, work(10)))),
                        new Load.Batch(4, 2))
                .run();
        assertThat(result.measuredNs()).isEqualTo(40 * MS);
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo(longestMs / 1e3);
    }

    /** The second spins beside the first until that loses its pCPU to a hog at 30 ms, sleeps, and is woken at its end. */
    @Test
    void writerSpinsWhileTheOwnerRuns() {
        Workload hog = Plans.compute(Distributions.deterministic(1e9));
        Workload brief = Plans.compute(Distributions.deterministic(10 * MS));
        RunResult result = Plans.on(2)
                .scheduler(RoundRobinScheduler::new, 30 * MS, 0)
                .measure(0, 0.08)
                .vm("short", 1, 1000, Plans.freeKernel(0, 1_000 * MS), brief, new Load.Batch(1, 1))
                .vm(
                        "vm",
                        2,
                        1000,
                        kernel(SPUN_FOR),
                        new Workload("locked", null, List.of(held(LockKind.WRITE, work(40)))),
                        new Load.Batch(2, 2))
                .vm("hog", 1, 1000, Plans.freeKernel(0, 1_000 * MS), hog, new Load.Batch(1, 1))
                .run();
        assertThat(share(result, "cpu.spin", 2)).isCloseTo(20, within(1e-6));
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo(0.08);
    }

    /**
     * Readers are no owner that can be seen to run: the first task sleeps from 11 to 12 ms while the second reads, and only
     * the second, which wants to write then, spins: for the 10 ms in which the first writes.
     */
    @Test
    void writerDoesNotSpinWhileOthersRead() {
        RunResult result =
                run(2, 2, SPUN_FOR, inTurn(1), held(LockKind.READ, work(10)), held(LockKind.WRITE, work(10)));
        assertThat(result.measuredNs()).isEqualTo(32 * MS);
        assertThat(share(result, "cpu.spin", 2)).isCloseTo(1 + 10, within(1e-6));
    }

    /** Any mix of readers and writers ends, and writing never overlaps: no wake-up is lost. */
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false"})
    void noWakeUpIsLost(boolean spins, boolean handsOver) {
        Step pause = new Step.Sleep(Distributions.exponential(2 * MS));
        Step read = held(LockKind.READ, new Step.Work(Distributions.exponential(MS), List.of()));
        Step write = held(LockKind.WRITE, work(1));
        RunResult result =
                run(8, 400, new MutexModel(spins, true, handsOver, 0, 0), pause, read, write, pause, read, read, write);
        assertThat(Plans.value(result, "vm", "throughput") * result.measuredNs() / 1e9)
                .isCloseTo(400, within(1e-6));
        assertThat(result.measuredNs()).isGreaterThanOrEqualTo(800 * MS);
    }

    @Test
    void spinlockInsideASectionIsHeldForThatPartOnly() {
        Step spin = new Step.Locked("inner", LockKind.SPIN, List.of(work(2)));
        RunResult result = run(4, 4, HANDED_OVER, held(LockKind.READ, work(10), spin, work(3)));
        assertThat(result.measuredNs()).isEqualTo((10 + 4 * 2 + 3) * MS);
        assertThat(share(result, "cpu.spin", 4)).isCloseTo(2 + 4 + 6, within(1e-6));
    }

    @Test
    void locksOnWhichTasksSleepAreNotNested() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> held(LockKind.READ, new Step.Locked("other", LockKind.MUTEX, List.of(work(1)))));
        assertThatIllegalArgumentException().isThrownBy(() -> held(LockKind.SPIN, new Step.Flush()));
    }
}
