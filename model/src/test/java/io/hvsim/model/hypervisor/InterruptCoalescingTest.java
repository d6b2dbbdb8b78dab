// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hvsim.model.device.DiskModel;
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

/** Interrupts are counted by the kernel time of their handler, which takes 100 ns and is all that takes time. */
class InterruptCoalescingTest {
    private static final ActionCost HANDLER = new ActionCost(KernelPath.PLAIN, 100, 0, Map.of(), Map.of());
    private static final GuestKernel KERNEL = Plans.kernel(
            0, 1_000_000_000, Map.of(KernelActions.DISK_INTERRUPT, HANDLER, KernelActions.NET_INTERRUPT, HANDLER));

    private static double interruptsPerSecond(RunResult result) {
        return Plans.value(result, "vm", "cpu.kernel") * 1e9 / 100;
    }

    /** 64 readers on a disk that serves 64 at once in 3.2 ms each: 64 in flight, 20,000 per second. */
    private static RunResult readers(boolean coalesces) {
        Workload read = new Workload("read", null, List.of(new Step.Disk(1, 4096)));
        return Plans.on(1)
                .disk(new DiskModel(Distributions.exponential(3.2e6), 64, coalesces))
                .measure(1, 2)
                .vm("vm", 1, 1000, KERNEL, read, new Load.Closed(64, Distributions.deterministic(0), Load.UNLIMITED))
                .run();
    }

    @Test
    void i1SixtyFourCommandsInFlightMakeOneInterruptForEightCompletions() {
        RunResult result = readers(true);
        double completions = Plans.value(result, "vm", "disk.requests");
        assertThat(completions).isCloseTo(20_000, withinPercentage(8));
        assertThat(interruptsPerSecond(result)).isCloseTo(completions / 8, withinPercentage(8));
    }

    @Test
    void withoutCoalescingEveryCompletionInterrupts() {
        assertThat(interruptsPerSecond(readers(false))).isCloseTo(20_000, withinPercentage(3));
    }

    @Test
    void fewCommandsInFlightAreNeverHeldBack() {
        Workload read = new Workload("read", null, List.of(new Step.Disk(1, 4096)));
        RunResult result = Plans.on(1)
                .disk(new DiskModel(Distributions.deterministic(100_000), 3, true))
                .measure(1, 1)
                .vm("vm", 1, 1000, KERNEL, read, new Load.Closed(3, Distributions.deterministic(0), Load.UNLIMITED))
                .run();
        assertThat(Plans.value(result, "vm", "latency.p99")).isCloseTo(100e-6, withinPercentage(1));
    }

    private static RunResult echo(long gapNs, double perSecond) {
        Workload echo = new Workload("echo", new Workload.Exchange(1, 100, 1, 100), List.of());
        return Plans.on(1)
                .interruptGap(gapNs)
                .measure(0.1, 1)
                .vm(
                        "vm",
                        1,
                        1000,
                        KERNEL,
                        echo,
                        new Load.Open(Distributions.exponential(1e9 / perSecond), Load.UNLIMITED))
                .run();
    }

    /** A gap of 20 us caps interrupts at 50,000 per second, however many packets arrive. */
    @Test
    void moderationCapsInterruptsUnderLoadAndLetsALonePacketThrough() {
        assertThat(interruptsPerSecond(echo(20_000, 500_000))).isCloseTo(50_000, withinPercentage(1));
        assertThat(interruptsPerSecond(echo(20_000, 1000))).isCloseTo(1000, withinPercentage(10));
        assertThat(interruptsPerSecond(echo(0, 200_000))).isCloseTo(200_000, withinPercentage(5));
    }
}
