// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.TickPolicy;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.scheduling.RoundRobinScheduler;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces worked out by hand, to the nanosecond. The clock is 1 GHz, so cycles are nanoseconds. */
class GuestTraceTest {

    private static ActionCost costs(double cycles) {
        return new ActionCost(KernelPath.PLAIN, cycles, 0, Map.of(), Map.of());
    }

    /** One job of 1 ms: 100 ns to switch to its process, then the job; after it 50 ns to go idle. */
    @Test
    void jobTakesItsSwitchAndItsWork() {
        GuestKernel kernel = Plans.kernel(
                0, 100_000_000, Map.of(KernelActions.SWITCH_PROCESS, costs(100), KernelActions.IDLE, costs(50)));
        RunResult result = Plans.on(1)
                .measure(0, -1)
                .vm("vm", 1, 1000, kernel, Plans.compute(Distributions.deterministic(1e6)), new Load.Batch(1, 1))
                .run();
        assertThat(result.measuredNs()).isEqualTo(1_000_100);
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo(1_000_100 / 1e9);
    }

    /** 10 ms of work under a 1000 Hz tick of 2 us: 10 ticks fall into it, all but those the end still reaches. */
    @Test
    void ticksLengthenAJobByTheirOwnTime() {
        GuestKernel kernel = Plans.kernel(1000, 100_000_000, Map.of(KernelActions.TICK, costs(2000)));
        RunResult result = Plans.on(1)
                .measure(0, -1)
                .vm("vm", 1, 1000, kernel, Plans.compute(Distributions.deterministic(10e6)), new Load.Batch(1, 1))
                .run();
        assertThat(result.measuredNs()).isEqualTo(10_000_000 + 10 * 2000);
        assertThat(Plans.value(result, "vm", "blame.p99.kernel")).isCloseTo(20e-6, within(20e-9));
    }

    /**
     * Two VMs with a job of 3 ms each on one pCPU, quantum 1 ms, 10 us for each vCPU switch: a runs 0-1 after its first
     * switch, then they alternate: a ends at 5 ms + 5 switches, b at 6 ms + 6 switches.
     */
    @Test
    void twoVmsAlternateByQuantumAndPayForEachSwitch() {
        Workload job = Plans.compute(Distributions.deterministic(3e6));
        GuestKernel kernel = Plans.freeKernel(0, 100_000_000);
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, 1_010_000, 10_000)
                .measure(0, -1)
                .vm("a", 1, 1000, kernel, job, new Load.Batch(1, 1))
                .vm("b", 1, 1000, kernel, job, new Load.Batch(1, 1))
                .run();
        assertThat(Plans.value(result, "a", "latency.max")).isEqualTo(5_050_000 / 1e9);
        assertThat(Plans.value(result, "b", "latency.max")).isEqualTo(6_060_000 / 1e9);
        assertThat(Plans.value(result, "b", "blame.p50.ready")).isCloseTo(3.03e-3, within(3e-6));
    }

    /**
     * T-3: a 1000 Hz guest on one pCPU with a hog and a quantum of 30 ms. In 1.2 s it waits twenty times for 30 ms and misses
     * thirty ticks each time; in its own 30 ms it takes thirty.
     */
    @ParameterizedTest
    @CsvSource({"BACKLOG, 1200", "ONE_PENDING, 620", "DROPPED, 600"})
    void t3TicksMissedInAQuantumAreDeliveredByPolicy(TickPolicy policy, double ticks) {
        GuestKernel kernel = Plans.kernel(1000, 1_000_000_000, Map.of(KernelActions.TICK, costs(1)));
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, 30_000_000, 0)
                .tickPolicy(policy)
                .measure(0, 1.2)
                .vm("vm", 1, 1000, kernel, Plans.compute(Distributions.deterministic(1e9)), new Load.Batch(9, 1))
                .vm(
                        "hog",
                        1,
                        1000,
                        Plans.freeKernel(0, 1_000_000_000),
                        Plans.compute(Distributions.deterministic(1e9)),
                        new Load.Batch(9, 1))
                .run();
        double kernelNs = Plans.value(result, "vm", "cpu.kernel") * 1.2e9;
        assertThat(kernelNs).isCloseTo(ticks, within(40.0));
    }

    /** Work 1 ms, sleep 2 ms, work 1 ms: nothing else runs, so the latency is the sum and the vCPU idles half of it. */
    @Test
    void sleepLeavesTheVcpuIdle() {
        Step.Work work = new Step.Work(Distributions.deterministic(1e6), List.of());
        Workload nap = new Workload("nap", null, List.of(work, new Step.Sleep(Distributions.deterministic(2e6)), work));
        RunResult result = Plans.on(1)
                .measure(0, -1)
                .vm("vm", 1, 1000, Plans.freeKernel(0, 100_000_000), nap, new Load.Batch(1, 1))
                .run();
        assertThat(result.measuredNs()).isEqualTo(4_000_000);
        assertThat(Plans.value(result, "vm", "cpu.idle")).isEqualTo(0.5);
        assertThat(Plans.value(result, "vm", "blame.p50.sleep")).isCloseTo(2e-3, within(2e-6));
    }

    /**
     * A request of 1250 bytes at 1 Gb/s and 50 us each way, 300 ns to receive, 400 ns of interrupt, 500 ns to send, 1 us
     * of work: 2 * (10 us + 50 us) + 300 + 400 + 500 + 1000 ns.
     */
    @Test
    void remoteRequestCrossesTheWireTheInterruptAndTheKernel() {
        GuestKernel kernel = Plans.kernel(
                0,
                100_000_000,
                Map.of(
                        KernelActions.PACKET_RX, costs(300),
                        KernelActions.NET_INTERRUPT, costs(400),
                        KernelActions.PACKET_TX, costs(500)));
        Workload echo = new Workload(
                "echo",
                new Workload.Exchange(1, 1250, 1, 1250),
                List.of(new Step.Work(Distributions.deterministic(1000), List.of())));
        RunResult result = Plans.on(1)
                .measure(0, -1)
                .vm("vm", 1, 1000, kernel, echo, new Load.Batch(1, 1))
                .run();
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo(122_200 / 1e9);
        assertThat(Plans.value(result, "vm", "blame.p50.network")).isCloseTo(120e-6, within(0.2e-6));
        assertThat(Plans.value(result, "vm", "blame.p50.kernel")).isCloseTo(1.2e-6, within(0.01e-6));
    }

    @Test
    void workersLimitHowManyRequestsAreServedAtOnce() {
        Workload nap = new Workload("nap", null, List.of(new Step.Sleep(Distributions.deterministic(1e6))));
        RunResult result = Plans.on(1)
                .measure(0, 1)
                .vm(
                        "vm",
                        1,
                        1000,
                        Plans.freeKernel(0, 100_000_000),
                        nap,
                        new Load.Closed(10, Distributions.deterministic(0), 2))
                .run();
        assertThat(Plans.value(result, "vm", "throughput")).isCloseTo(2000, within(2.1));
        assertThat(Plans.value(result, "vm", "latency.mean")).isCloseTo(5e-3, within(0.05e-3));
    }

    @Test
    void sameSeedAndReplicationGiveTheSameResult() {
        Load load = new Load.Open(Distributions.exponential(2e6), Load.UNLIMITED);
        Workload work = Plans.compute(Distributions.exponential(1e6));
        GuestKernel kernel = Plans.freeKernel(100, 1_000_000);
        Plans plans = Plans.on(2).measure(1, 5).vm("vm", 2, 1000, kernel, work, load);
        assertThat(plans.run().metrics()).isEqualTo(plans.run().metrics());
        assertThat(plans.replication(1).run().metrics())
                .isNotEqualTo(plans.replication(2).run().metrics());
    }

    /**
     * Everything at once on too few pCPUs: ticks, packets, disks, sleeps, switches, several vCPUs. What is proven is what
     * every run checks of itself: blame adds up to latency, causes to run states, and no request is lost.
     */
    @Test
    void accountsAgreeOnACrowdedHost() {
        GuestKernel kernel = Plans.kernel(
                250,
                3_000_000,
                Map.of(
                        KernelActions.TICK, costs(3000),
                        KernelActions.PACKET_RX, costs(20_000),
                        KernelActions.PACKET_TX, costs(10_000),
                        KernelActions.NET_INTERRUPT, costs(5000),
                        KernelActions.DISK_REQUEST, costs(7000),
                        KernelActions.DISK_INTERRUPT, costs(4000),
                        KernelActions.WAKE_REMOTE, costs(900),
                        KernelActions.IPI_INTERRUPT, costs(800),
                        KernelActions.SWITCH_PROCESS, costs(2000),
                        KernelActions.IDLE, costs(500)));
        Workload mixed = new Workload(
                "mixed",
                new Workload.Exchange(3, 600, 6, 8000),
                List.of(
                        new Step.Work(Distributions.exponential(400_000), List.of()),
                        Plans.READ,
                        new Step.Work(Distributions.exponential(200_000), List.of()),
                        new Step.Send(20_000, 14),
                        new Step.Sleep(Distributions.exponential(300_000))));
        RunResult result = Plans.on(2)
                .scheduler(RoundRobinScheduler::new, 200_000, 10_000)
                .measure(0.2, 2)
                .vm("many", 5, 2, 1000, kernel, Plans.FREE, mixed, new Load.Open(Distributions.exponential(4e6), 4))
                .vm("clients", 1, 1000, kernel, mixed, new Load.Closed(6, Distributions.exponential(2e6), 3))
                .run();
        double shares = List.of("user", "kernel", "overhead", "ready", "costop", "capped", "spin", "idle").stream()
                .mapToDouble(part -> Plans.value(result, "many", "cpu." + part))
                .sum();
        assertThat(shares).isCloseTo(1, within(1e-9));
        assertThat(Plans.value(result, "many", "cpu.ready")).isPositive();
        assertThat(Plans.value(result, "clients", "throughput")).isPositive();
    }
}
