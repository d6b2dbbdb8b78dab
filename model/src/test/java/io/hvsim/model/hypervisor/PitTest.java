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
import io.hvsim.model.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The PIT's interrupt, which CPU 0 of a kernel for several CPUs takes beside that of its local APIC timer. */
class PitTest {
    private static final long APIC_NS = 1000;
    private static final long PIT_NS = 300;

    private static ActionCost costs(double cycles) {
        return new ActionCost(KernelPath.PLAIN, cycles, 0, Map.of(), Map.of());
    }

    private static GuestKernel ticking(int hz, Map<String, ActionCost> actions) {
        return Plans.kernel(hz, 1_000_000_000, actions);
    }

    private static GuestKernel smp(int hz) {
        return ticking(hz, Map.of(KernelActions.TICK, costs(APIC_NS), KernelActions.PIT_INTERRUPT, costs(PIT_NS)));
    }

    private static double kernelNs(RunResult result, int vcpus, double seconds) {
        return Plans.value(result, "vm", "cpu.kernel") * vcpus * seconds * 1e9;
    }

    private static double idleKernelNs(GuestKernel kernel, int vcpus) {
        RunResult result = Plans.on(8)
                .measure(1, 1)
                .vm("vm", vcpus, 1000, kernel, new Workload("idle", null, List.of()), new Load.Idle())
                .run();
        return kernelNs(result, vcpus, 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 2000", "2, 3000", "4, 5000", "8, 9000"})
    void t2TimerInterruptsOfAnSmpKernelAreOnePerCpuAndOneOfThePit(int vcpus, int interrupts) {
        int apic = interrupts - 1000;
        assertThat(idleKernelNs(smp(1000), vcpus)).isCloseTo(apic * APIC_NS + 1000 * PIT_NS, within(1.0));
    }

    @Test
    void kernelWithoutThePitTakesOnlyItsTicks() {
        GuestKernel kernel = ticking(1000, Map.of(KernelActions.TICK, costs(APIC_NS)));
        assertThat(idleKernelNs(kernel, 4)).isCloseTo(4000 * APIC_NS, within(1.0));
    }

    /**
     * T-3: both timers of CPU 0 fall behind together. In 1.2 s the vCPU waits twenty times for 30 ms and misses thirty
     * periods each time; in its own 30 ms it takes thirty.
     */
    @ParameterizedTest
    @CsvSource({"BACKLOG, 1200", "ONE_PENDING, 620", "DROPPED, 600"})
    void t3PitMissesThePeriodsThatTheTickMisses(TickPolicy policy, double periods) {
        Workload work = Plans.compute(Distributions.deterministic(1e9));
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, 30_000_000, 0)
                .tickPolicy(policy)
                .measure(0, 1.2)
                .vm("vm", 1, 1000, smp(1000), work, new Load.Batch(9, 1))
                .vm("hog", 1, 1000, Plans.freeKernel(0, 1_000_000_000), work, new Load.Batch(9, 1))
                .run();
        assertThat(kernelNs(result, 1, 1.2)).isCloseTo(periods * (APIC_NS + PIT_NS), within(40.0 * (APIC_NS + PIT_NS)));
    }
}
