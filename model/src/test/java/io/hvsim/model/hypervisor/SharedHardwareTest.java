// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Workload;
import org.junit.jupiter.api.Test;

/** Simultaneous multithreading and remote memory, worked out by hand. */
class SharedHardwareTest {
    private static final Workload JOB = Plans.compute(Distributions.deterministic(1e9));
    private static final Load ONCE = new Load.Batch(1, 1);

    private static Plans twoThreads() {
        return Plans.on(2)
                .arranged(new Topology(2, 2, 1), new Sharing(0.575, 1))
                .measure(0, -1);
    }

    private static Plans add(Plans plans, String vm, Workload workload, Load load) {
        return plans.vm(vm, 1, 1000, Plans.freeKernel(0, 100_000_000), workload, load);
    }

    /** N-1: both threads of a core do N work each in N / 0.575. */
    @Test
    void n1TwoThreadsOfACoreTakeLongerThanOneAndLessThanTwoInTurn() {
        Plans plans = add(twoThreads(), "a", JOB, ONCE);
        RunResult result = add(plans, "b", JOB, ONCE).run();
        assertThat(result.measuredNs()).isCloseTo(Math.round(1e9 / 0.575), within(2L));
        assertThat(Plans.value(result, "a", "overhead.smt")).isCloseTo(1 - 0.575, within(1e-6));
    }

    /** One job is half as long: while it runs both go at 0.575, then the other has the core: 1 + 0.5 * (1 / 0.575 - 1). */
    @Test
    void threadIsAtFullSpeedAgainWhenItsTwinIsDone() {
        Workload half = Plans.compute(Distributions.deterministic(0.5e9));
        Plans plans = add(twoThreads(), "a", JOB, ONCE);
        RunResult result = add(plans, "b", half, ONCE).run();
        assertThat(Plans.value(result, "b", "latency.max")).isCloseTo(0.5 / 0.575, within(1e-6));
        assertThat(result.measuredNs()).isCloseTo(Math.round(1e9 + 0.5e9 * (1 / 0.575 - 1)), within(3L));
    }

    /**
     * N-2: all memory remote at 1.5 times the latency, half of the time waiting for it: 1 + 0.5 * (1.5 - 1) = 1.25. The
     * second VM has its memory on the second socket and finds the first pCPU idle.
     */
    @Test
    void n2RemoteMemorySlowsDownByTheStallsThatGrow() {
        Plans plans = Plans.on(2)
                .arranged(new Topology(2, 1, 1), new Sharing(1, 1.5))
                .measure(0, -1)
                .memoryStalls(0.5);
        add(plans, "first", JOB, new Load.Idle());
        RunResult result = add(plans, "second", JOB, ONCE).run();
        assertThat(result.measuredNs()).isEqualTo(1_250_000_000);
        assertThat(Plans.value(result, "second", "overhead.remote-memory")).isCloseTo(0.2, within(1e-6));
    }

    private static Plans twoSockets() {
        return Plans.on(4)
                .arranged(new Topology(4, 1, 2), new Sharing(1, 1.5))
                .measure(0, -1)
                .memoryStalls(0.5);
    }

    /** Three vCPUs need both sockets of two pCPUs: half of the memory is remote for each of them, 1 + 0.5 * 0.5 * 0.5. */
    @Test
    void memoryOfAWideVmIsSpreadOverTheSocketsThatItNeeds() {
        Plans plans = twoSockets();
        RunResult result = plans.vm("wide", 3, 1000, Plans.freeKernel(0, 100_000_000), JOB, new Load.Batch(3, 3))
                .run();
        assertThat(result.measuredNs()).isEqualTo(1_125_000_000);
    }

    @Test
    void memoryStaysWhereItWasAskedToBe() {
        RunResult far = add(twoSockets().memoryOn(1), "first", JOB, ONCE).run();
        assertThat(far.measuredNs()).isEqualTo(1_250_000_000);
        RunResult both = add(twoSockets().memoryOn(0, 1), "first", JOB, ONCE).run();
        assertThat(both.measuredNs()).isEqualTo(1_125_000_000);
    }

    @Test
    void nearMemoryCostsNothing() {
        Plans plans = Plans.on(2)
                .arranged(new Topology(2, 1, 1), new Sharing(1, 1.5))
                .measure(0, -1)
                .memoryStalls(0.5);
        RunResult result = add(plans, "first", JOB, ONCE).run();
        assertThat(result.measuredNs()).isEqualTo(1_000_000_000);
    }
}
