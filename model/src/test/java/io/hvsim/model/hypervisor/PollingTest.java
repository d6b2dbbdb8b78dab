// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Drivers that poll their card (NAPI) against drivers that are interrupted. The clock is 1 GHz. */
class PollingTest {
    private static ActionCost costs(double cycles) {
        return new ActionCost(KernelPath.PLAIN, cycles, 0, Map.of(), Map.of());
    }

    private static GuestKernel kernel(int hz, double interrupt, double receive, double send) {
        return Plans.kernel(
                hz,
                1_000_000_000,
                Map.of(
                        KernelActions.NET_INTERRUPT, costs(interrupt),
                        KernelActions.PACKET_RX, costs(receive),
                        KernelActions.PACKET_TX, costs(send)));
    }

    /** Four clients send 75 bytes at once: the packets are there 600 ns apart, the first after 50.6 us. */
    private static RunResult fourPackets(GuestKernel kernel) {
        Workload echo = new Workload("echo", new Workload.Exchange(1, 75, 1, 0), List.of());
        return Plans.on(1)
                .measure(0, 150e-6)
                .vm("vm", 1, 1000, kernel, echo, new Load.Closed(4, Distributions.deterministic(0), Load.UNLIMITED))
                .run();
    }

    /**
     * From the first packet on, in ns: interrupt to 300, packet 1 to 1300, interrupt for 2 and 3 to 1600, packet 2 to 2600,
     * interrupt for 4 to 2900, packets 3 and 4 to 4900; 50 us to the clients.
     */
    @Test
    void withoutPollingPacketsInterruptTheHandlingOfOthers() {
        RunResult result = fourPackets(kernel(0, 300, 1000, 0));
        assertThat(Plans.value(result, "vm", "cpu.kernel") * 150_000).isCloseTo(4900, within(0.01));
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo((50_600 + 4900 + 50_000) / 1e9);
    }

    /** One interrupt to 300; packets 2 to 4 arrive while the first is handled and are polled: 1300, 2300, 3300, 4300. */
    @Test
    void whilePollingPacketsRaiseNoInterrupt() {
        RunResult result = fourPackets(Plans.polling(kernel(0, 300, 1000, 0)));
        assertThat(Plans.value(result, "vm", "cpu.kernel") * 150_000).isCloseTo(4300, within(0.01));
        assertThat(Plans.value(result, "vm", "latency.max")).isEqualTo((50_600 + 4300 + 50_000) / 1e9);
    }

    /** 100 ns to receive are over before the next packet comes: the card is unmasked each time. */
    @Test
    void packetsFurtherApartThanTheirHandlingInterruptOneByOne() {
        RunResult result = fourPackets(Plans.polling(kernel(0, 300, 100, 0)));
        assertThat(Plans.value(result, "vm", "cpu.kernel") * 150_000).isCloseTo(4 * 400, within(0.01));
    }

    /** A packet every 600 ns that takes 2 us, and a task of 1 us for each. */
    private static double servedPerSecond(GuestKernel kernel) {
        Step.Work work = new Step.Work(Distributions.deterministic(1000), List.of());
        Workload flood = new Workload("flood", new Workload.Exchange(1, 1, 1, 0), List.of(work));
        RunResult result = Plans.on(1)
                .measure(0.002, 0.02)
                .vm("vm", 1, 1000, kernel, flood, new Load.Open(Distributions.deterministic(600), Load.UNLIMITED))
                .run();
        return Plans.value(result, "vm", "throughput");
    }

    /** A round is 300 packets or 600 us, then the 300 tasks have 300 us: one request for 3 us, and none if never polled. */
    @Test
    void roundsLeaveTimeForTasksWhereInterruptsEndInLivelock() {
        assertThat(servedPerSecond(kernel(1000, 0, 2000, 0))).isZero();
        assertThat(servedPerSecond(Plans.polling(kernel(1000, 0, 2000, 0)))).isCloseTo(333_333, withinPercentage(3));
    }

    /** A stream of 256 KiB sends waits for room in the queue; the card says so once a task has filled it. */
    @Test
    void sendersAreWokenWhetherTheDriverPollsOrNot() {
        Workload stream = new Workload("stream", null, List.of(new Step.Send(256 * 1024, 180)));
        for (GuestKernel kernel : List.of(kernel(0, 300, 0, 100), Plans.polling(kernel(0, 300, 0, 100)))) {
            RunResult result = Plans.on(1)
                    .measure(0, 1)
                    .vm("vm", 1, 1000, kernel, stream, new Load.Batch(100_000, 2))
                    .run();
            assertThat(Plans.value(result, "vm", "throughput") * 256 * 1024 * 8).isCloseTo(1e9, withinPercentage(1));
        }
    }
}
