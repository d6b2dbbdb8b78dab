// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hvsim.model.device.BackEndModel;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.scheduling.RoundRobinScheduler;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Devices behind a thread of the host. The clock is 1 GHz, so cycles are nanoseconds. */
class BackEndTest {
    private static final BackEndModel VHOST = new BackEndModel(30_000, 10_000, 1000);
    private static final Workload ECHO = new Workload(
            "echo",
            new Workload.Exchange(2, 1250, 3, 1250),
            List.of(new Step.Work(Distributions.deterministic(1000), List.of())));
    private static final Load ONE_AT_A_TIME = new Load.Closed(1, Distributions.deterministic(0), Load.UNLIMITED);

    private static RunResult echo(int pcpus, BackEndModel backEnd) {
        return Plans.on(pcpus)
                .scheduler(RoundRobinScheduler::new, 50_000_000, 0)
                .backEnd(backEnd)
                .measure(0, 0.1)
                .vm("vm", 1, 1000, Plans.freeKernel(0, 1_000_000), ECHO, ONE_AT_A_TIME)
                .run();
    }

    /** 2 x (10 us + 50 us) on the wire, 1 us of work, and 2 + 3 packets at 10 us each at the back end. */
    @Test
    void requestAndResponsePassTheBackEnd() {
        RunResult result = echo(2, VHOST);
        assertThat(Plans.value(result, "vm", "latency.p50")).isCloseTo(171e-6, withinPercentage(0.1));
        assertThat(Plans.value(result, "vm", "blame.p50.back-end")).isCloseTo(50e-6, withinPercentage(0.5));
        assertThat(Plans.value(result, "*", "host.back-ends")).isCloseTo(50 / 171.0 / 2, withinPercentage(1));
    }

    @Test
    void withoutABackEndNothingPassesIt() {
        RunResult result = echo(2, null);
        assertThat(Plans.value(result, "vm", "latency.p50")).isCloseTo(121e-6, withinPercentage(0.1));
        assertThat(Plans.value(result, "*", "host.back-ends")).isZero();
    }

    /** A hog on the only pCPU keeps the back end waiting for a quantum each time: the tail is the scheduler's. */
    @Test
    void backEndCompetesForThePcpu() {
        Workload busy = Plans.compute(Distributions.deterministic(1e9));
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, 5_000_000, 0)
                .backEnd(VHOST)
                .measure(0, 1)
                .vm("vm", 1, 1000, Plans.freeKernel(0, 1_000_000), ECHO, ONE_AT_A_TIME)
                .vm("hog", 1, 1000, Plans.freeKernel(0, 1_000_000), busy, new Load.Batch(1000, 1))
                .run();
        assertThat(Plans.value(result, "vm", "latency.p50")).isBetween(10e-3, 16e-3);
        assertThat(Plans.value(result, "vm", "blame.p50.back-end")).isBetween(5e-3, 11e-3);
        assertThat(Plans.value(result, "*", "host.utilization")).isEqualTo(1.0);
    }

    /** Each way past the back end takes 30 us, around the service of the disk. */
    @Test
    void diskRequestsPassTheBackEndBothWays() {
        Workload read = new Workload("read", null, List.of(new Step.Disk(1, 4096)));
        RunResult result = Plans.on(2)
                .backEnd(VHOST)
                .measure(0, 10)
                .vm("vm", 1, 1000, Plans.freeKernel(0, 1_000_000), read, new Load.Batch(1000, 1))
                .run();
        double mean = Plans.value(result, "vm", "latency.mean");
        double back = Plans.value(result, "vm", "blame.p50.back-end");
        assertThat(back).isCloseTo(60e-6, withinPercentage(5));
        assertThat(mean).isCloseTo(5e-3 + 60e-6, withinPercentage(15));
    }
}
