// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.IdlePolicy;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.scheduling.RoundRobinScheduler;
import io.hvsim.model.technique.CallTable;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Charge;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.model.technique.Operation;
import io.hvsim.model.technique.PlatformCosts;
import io.hvsim.model.technique.ShadowPaging;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a guest does while it has nothing to run, by hand: 1 GHz, so cycles are nanoseconds. */
class IdlePolicyTest {
    private static final long US = 1000;
    private static final IdlePolicy HALT = new IdlePolicy.Halt();
    private static final IdlePolicy.Poll POLL = new IdlePolicy.Poll(200 * US, 2, 50 * US, 2);
    private static final IdlePolicy MWAIT = new IdlePolicy.Mwait();

    /** Windows before and after each of {@code idles} idle periods of {@code idleNs}; what is not polled is halted. */
    private static long[] windows(long from, long idleNs, int idles) {
        long[] windows = new long[idles];
        windows[0] = from;
        for (int i = 1; i < idles; i++) {
            long window = windows[i - 1];
            windows[i] = idleNs <= window ? window : POLL.next(window, idleNs - window);
        }
        return windows;
    }

    @Test
    void g1WindowGrowsWhileTheHaltAfterItIsLongerThanItAndShortEnough() {
        assertThat(windows(0, 40 * US, 3)).containsExactly(0, 50 * US, 50 * US);
        assertThat(windows(0, 150 * US, 4)).containsExactly(0, 50 * US, 100 * US, 100 * US);
        assertThat(windows(0, 190 * US, 4)).containsExactly(0, 50 * US, 100 * US, 100 * US);
        assertThat(windows(100 * US, 290 * US, 3)).containsExactly(100 * US, 200 * US, 200 * US);
    }

    @Test
    void g1WindowHalvesAfterEachHaltThatNoWindowCouldHaveSpared() {
        assertThat(windows(200 * US, 500 * US, 4)).containsExactly(200 * US, 100 * US, 50 * US, 25 * US);
        assertThat(windows(0, 300 * US, 3)).containsOnly(0);
        assertThat(new IdlePolicy.Poll(200 * US, 2, 50 * US, 0).next(200 * US, 300 * US))
                .isZero();
    }

    /** Naps of {@code sleepNs} between 1 us of work; exit to halt 3 us, wake-up 7 us. */
    private static RunResult naps(IdlePolicy idle, HaltPolling host, long sleepNs, double seconds) {
        return naps(idle, host, sleepNs, seconds, 1_000_000);
    }

    private static RunResult naps(IdlePolicy idle, HaltPolling host, long sleepNs, double seconds, int jobs) {
        ActionCost toIdle = new ActionCost(KernelPath.PLAIN, 0, 0, Map.of(Operation.HLT, 1.0), Map.of());
        Workload naps = new Workload(
                "naps",
                null,
                List.of(
                        new Step.Sleep(Distributions.deterministic(sleepNs)),
                        new Step.Work(Distributions.deterministic(1000), List.of())));
        return Plans.on(1)
                .polling(host)
                .idle(idle)
                .measure(0, seconds)
                .vm(
                        "vm",
                        1,
                        1,
                        1000,
                        Plans.kernel(0, 1_000_000, Map.of(KernelActions.IDLE, toIdle)),
                        costs(Map.of(
                                Operation.HLT, List.of(new Charge(Cause.HLT, 1, 3000)),
                                Operation.WAKE, List.of(new Charge(Cause.VCPU_SWITCH, 1, 7000)))),
                        naps,
                        new Load.Batch(jobs, 1))
                .run();
    }

    private static CostModel costs(Map<Operation, List<Charge>> operations) {
        PlatformCosts costs = new PlatformCosts(
                List.of(1.0, 1.0, 1.0), 0, ShadowPaging.NAIVE, 0, operations, Double.NaN, null, Set.of(), 0);
        return new CostModel(Plans.IDEAL_CPU, Plans.NATIVE, costs, CallTable.ofPlainKernel(), MemoryUse.LIGHT);
    }

    private static long polledNs(RunResult result) {
        return Math.round(Plans.value(result, "vm", "cpu.idle-poll") * result.measuredNs());
    }

    /**
     * Sleeps of 150 us. The first ends a halt of 147 us: window 50 us. The second polls 50 us, takes 3 us to halt and stays
     * there 97 us: window 100 us. The third polls 100 us and halts for 47 us, and so do the rest: jobs of 158 us, after 7 us
     * until the vCPU first runs.
     */
    @Test
    void g2PollsItsWindowBeforeEachHalt() {
        for (int jobs : new int[] {1, 2, 3, 4}) {
            RunResult result = naps(POLL, HaltPolling.NONE, 150 * US, RunPlan.UNTIL_DONE, jobs);
            assertThat(result.measuredNs()).isEqualTo(7000 + jobs * 158_000);
            assertThat(polledNs(result)).isEqualTo(new long[] {0, 50, 150, 250}[jobs - 1] * US);
        }
    }

    /** Once the window holds the whole sleep there is no halt any more: no exit and no wake-up. */
    @Test
    void g2SleepWithinTheWindowEndsWithoutExitAndWakeUp() {
        RunResult result = naps(POLL, HaltPolling.NONE, 40 * US, 0.1);
        assertThat(Plans.value(result, "vm", "latency.p50")).isCloseTo(41e-6, within(0.1e-6));
        assertThat(Plans.value(result, "vm", "exits.hlt") * result.measuredNs() / 1e9)
                .isEqualTo(1);
        assertThat(Plans.value(result, "*", "host.utilization")).isCloseTo(1, within(0.001));
    }

    @Test
    void guestThatPollsTellsTheHostNotTo() {
        HaltPolling host = new HaltPolling(200 * US, 2, 10 * US, 0);
        assertThat(Plans.value(naps(HALT, host, 150 * US, 0.1), "*", "host.polling"))
                .isGreaterThan(0.8);
        assertThat(Plans.value(naps(POLL, host, 150 * US, 0.1), "*", "host.polling"))
                .isZero();
    }

    @Test
    void wakeUpsAreTheFasterTheMoreOfThePcpuIsKept() {
        HaltPolling host = new HaltPolling(200 * US, 2, 10 * US, 0);
        double halt = Plans.value(naps(HALT, HaltPolling.NONE, 40 * US, 0.1), "vm", "latency.mean");
        double watched = Plans.value(naps(HALT, host, 40 * US, 0.1), "vm", "latency.mean");
        double poll = Plans.value(naps(POLL, HaltPolling.NONE, 40 * US, 0.1), "vm", "latency.mean");
        double mwait = Plans.value(naps(MWAIT, HaltPolling.NONE, 40 * US, 0.1), "vm", "latency.mean");
        assertThat(halt).isGreaterThan(watched);
        assertThat(watched).isGreaterThanOrEqualTo(poll);
        assertThat(poll).isGreaterThanOrEqualTo(mwait);
        assertThat(mwait).isCloseTo(41e-6, within(0.1e-6));
    }

    @Test
    void idleVmInMwaitTakesItsWholePcpu() {
        RunResult result = Plans.on(2)
                .idle(MWAIT)
                .measure(0.1, 1)
                .vm("vm", 2, 1000, Plans.freeKernel(0, 1_000_000), wakeOnce(), new Load.Batch(2, 2))
                .run();
        assertThat(Plans.value(result, "*", "host.utilization")).isEqualTo(1);
        assertThat(Plans.value(result, "vm", "cpu.idle-poll")).isEqualTo(1);
        assertThat(Plans.value(result, "vm", "cpu.idle")).isZero();
    }

    private static Workload wakeOnce() {
        return Plans.compute(Distributions.deterministic(1000));
    }

    /** Round robin by 1 ms: the VM in MWAIT takes every other millisecond from the one that works. */
    @ParameterizedTest
    @CsvSource({"true, 0.5", "false, 1"})
    void othersWaitForThePcpuOfAVmInMwait(boolean mwait, double share) {
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, 1_000_000, 0)
                .idle(mwait ? MWAIT : HALT)
                .measure(0.1, 1)
                .vm("idle", 1, 1000, Plans.freeKernel(0, 1_000_000), wakeOnce(), new Load.Batch(1, 1))
                .vm(
                        "busy",
                        1,
                        1000,
                        Plans.freeKernel(0, 1_000_000),
                        Plans.compute(Distributions.deterministic(1e9)),
                        new Load.Batch(9, 1))
                .run();
        assertThat(Plans.value(result, "busy", "cpu.user")).isCloseTo(share, within(0.002));
        assertThat(Plans.value(result, "idle", "cpu.ready")).isCloseTo(1 - share, within(0.002));
    }

    /**
     * One interrupt of a network of two CPUs hands its tasks on from CPU 0. An idle CPU that watches its memory needs no
     * interrupt for them, a halted one does.
     */
    @Test
    void watchingCpuIsWokenWithoutAnInterrupt() {
        assertThat(ipis(HALT)).isPositive();
        assertThat(ipis(MWAIT)).isZero();
    }

    private static double ipis(IdlePolicy idle) {
        ActionCost wake = new ActionCost(KernelPath.PLAIN, 300, 0, Map.of(Operation.IPI, 1.0), Map.of());
        Workload echo = new Workload(
                "echo",
                new Workload.Exchange(1, 100, 1, 100),
                List.of(new Step.Work(Distributions.deterministic(30_000), List.of())));
        GuestKernel kernel = Plans.kernel(0, 1_000_000, Map.of(KernelActions.WAKE_REMOTE, wake));
        RunResult result = Plans.on(2)
                .idle(idle)
                .measure(0.01, 0.1)
                .vm(
                        "vm",
                        1,
                        2,
                        1000,
                        kernel,
                        costs(Map.of(Operation.IPI, List.of(new Charge(Cause.APIC_ICR, 1, 500)))),
                        echo,
                        new Load.Open(Distributions.deterministic(20_000), 4))
                .run();
        assertThat(Plans.value(result, "vm", "cpu.kernel")).isPositive();
        return Plans.value(result, "vm", "exits.apic-icr");
    }

    /**
     * Ticks of 2 us every millisecond neither end a window of 2.5 ms nor count into it: polling from the end of one tick takes
     * in two more and leaves 0.494 ms to halt until the next, every 3 ms.
     */
    @Test
    void g3TickDoesNotEndTheWindow() {
        GuestKernel kernel = Plans.kernel(
                1000,
                1_000_000,
                Map.of(KernelActions.TICK, new ActionCost(KernelPath.PLAIN, 2000, 0, Map.of(), Map.of())));
        RunResult result = Plans.on(1)
                .idle(new IdlePolicy.Poll(3_000_000, 2, 2_500_000, 2))
                .measure(0.01, 0.03)
                .vm("vm", 1, 1000, kernel, wakeOnce(), new Load.Batch(1, 1))
                .run();
        assertThat(polledNs(result)).isEqualTo(10 * 2_500_000);
        assertThat(Plans.value(result, "vm", "cpu.idle")).isCloseTo(0.494 / 3, within(1e-6));
    }
}
