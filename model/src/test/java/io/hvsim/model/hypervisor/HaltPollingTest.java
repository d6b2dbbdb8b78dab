// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.technique.CallTable;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Charge;
import io.hvsim.model.technique.CostModel;
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

class HaltPollingTest {
    private static final long US = 1000;
    private static final HaltPolling KVM = new HaltPolling(200 * US, 2, 10 * US, 0);

    private static long[] windows(HaltPolling polling, long blockedNs, int halts) {
        long[] windows = new long[halts];
        for (int i = 1; i < halts; i++) {
            windows[i] = polling.next(windows[i - 1], blockedNs);
        }
        return windows;
    }

    @Test
    void h1WindowGrowsUntilTheHaltFitsIntoIt() {
        assertThat(windows(KVM, 50 * US, 6)).containsExactly(0, 10 * US, 20 * US, 40 * US, 80 * US, 80 * US);
        assertThat(windows(KVM, 150 * US, 7))
                .containsExactly(0, 10 * US, 20 * US, 40 * US, 80 * US, 160 * US, 160 * US);
    }

    @Test
    void h1HaltsLongerThanTheLongestWindowAreNotWatched() {
        assertThat(windows(KVM, 300 * US, 4)).containsOnly(0);
        assertThat(KVM.next(80 * US, 300 * US)).isZero();
        assertThat(new HaltPolling(200 * US, 2, 10 * US, 2).next(80 * US, 300 * US))
                .isEqualTo(40 * US);
        assertThat(new HaltPolling(200 * US, 2, 10 * US, 2).next(15 * US, 300 * US))
                .isZero();
    }

    /** Sleeps of 50 us between 1 us of work; a wake-up takes 7 us unless the vCPU was watched. */
    @Test
    void watchedVcpuIsSparedTheWayThroughTheScheduler() {
        assertThat(latency(HaltPolling.NONE)).isCloseTo(58e-6, withinPercentage(0.1));
        assertThat(latency(KVM)).isCloseTo(51e-6, withinPercentage(0.1));
        RunResult watched = run(KVM);
        assertThat(Plans.value(watched, "*", "host.polling")).isCloseTo(50 / 51.0, within(0.01));
        assertThat(Plans.value(run(HaltPolling.NONE), "*", "host.polling")).isZero();
    }

    private static double latency(HaltPolling polling) {
        return Plans.value(run(polling), "vm", "latency.p50");
    }

    private static RunResult run(HaltPolling polling) {
        PlatformCosts wake = new PlatformCosts(
                List.of(1.0, 1.0, 1.0),
                0,
                ShadowPaging.NAIVE,
                0,
                Map.of(Operation.WAKE, List.of(new Charge(Cause.HLT, 1, 7000))),
                Double.NaN,
                null,
                Set.of(),
                0);
        CostModel costs =
                new CostModel(Plans.IDEAL_CPU, Plans.NATIVE, wake, CallTable.ofPlainKernel(), MemoryUse.LIGHT);
        Workload naps = new Workload(
                "naps",
                null,
                List.of(
                        new Step.Sleep(Distributions.deterministic(50_000)),
                        new Step.Work(Distributions.deterministic(1000), List.of())));
        return Plans.on(1)
                .polling(polling)
                .measure(0, 0.1)
                .vm("vm", 1, 1, 1000, Plans.freeKernel(0, 1_000_000), costs, naps, new Load.Batch(1_000_000, 1))
                .run();
    }
}
