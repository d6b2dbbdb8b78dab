// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.machine.Turbo;
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

    /**
     * Both have their memory on the first socket and share its pCPU until 1 s, when the first of them moves. It runs at 0.8
     * of its speed until its memory follows at 2 s: 0.5 + 0.8 of its 2 s are done then.
     */
    @Test
    void memoryFollowsAVmToItsNewHome() {
        Workload job = Plans.compute(Distributions.deterministic(2e9));
        Plans plans = Plans.on(2)
                .arranged(new Topology(2, 1, 1), new Sharing(1, 1.5))
                .homeNodes(1_000_000_000)
                .measure(0, -1)
                .memoryStalls(0.5)
                .memoryOn(0);
        RunResult result =
                add(add(plans, "moves", job, ONCE), "stays", job, ONCE).run();
        assertThat(Plans.value(result, "moves", "latency.max")).isCloseTo(2.7, within(1e-6));
        assertThat(Plans.value(result, "stays", "latency.max")).isCloseTo(2.5, within(1e-6));
    }

    private static Plans turbo(int cores, int threads) {
        Turbo turbo = new Turbo(0.8e9, 1e9, 0.8e9);
        return Plans.on(cores * threads)
                .arranged(new Topology(cores * threads, threads, cores), new Sharing(0.5, 1, turbo))
                .measure(0, -1);
    }

    /**
     * One active core has 1 GHz, two have 0.8. Both work until b has done its 0.4e9 cycles at 0.5 s; a, which has done as
     * much, does the other 0.6e9 at 1 GHz and is done at 1.1 s.
     */
    @Test
    void clockFallsWhenASecondCoreIsActive() {
        Workload shorter = Plans.compute(Distributions.deterministic(0.4e9));
        RunResult result =
                add(add(turbo(2, 1), "a", JOB, ONCE), "b", shorter, ONCE).run();
        assertThat(Plans.value(result, "b", "latency.max")).isCloseTo(0.5, within(1e-6));
        assertThat(result.measuredNs()).isCloseTo(1_100_000_000, within(2L));
        assertThat(Plans.value(result, "a", "overhead.clock")).isCloseTo(0.1 / 1.1, within(1e-6));
        assertThat(Plans.value(result, "a", "esxtop.used")).isCloseTo((0.5 * 0.8 + 0.6) / 0.8 / 1.1, within(1e-6));
    }

    /** The second thread of a core makes no second active core: each does half of what the core does, at 1 GHz. */
    @Test
    void threadsOfACoreAreOneActiveCore() {
        RunResult result = add(add(turbo(1, 2), "a", JOB, ONCE), "b", JOB, ONCE).run();
        assertThat(result.measuredNs()).isCloseTo(2_000_000_000, within(2L));
        assertThat(Plans.value(result, "a", "overhead.clock")).isZero();
    }

    /** Cores of different sockets have clocks of their own. */
    @Test
    void socketsHaveClocksOfTheirOwn() {
        Plans plans = Plans.on(2)
                .arranged(new Topology(2, 1, 1), new Sharing(1, 1, new Turbo(0.8e9, 1e9, 0.8e9)))
                .measure(0, -1);
        RunResult result = add(add(plans, "a", JOB, ONCE), "b", JOB, ONCE).run();
        assertThat(result.measuredNs()).isEqualTo(1_000_000_000);
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
