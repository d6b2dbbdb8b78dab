// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.workload.Load;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Degenerate scenarios, in which a VM is a textbook queue, against closed forms. */
class QueueingTheoryTest {
    private static final double SERVICE_NS = 1e6;
    /** Student's t for 9 degrees of freedom, 99 % two-sided. */
    private static final double T_99 = 3.2498;

    @Test
    void singleVcpuIsAnMm1Queue() {
        double rho = 0.8;
        assertWithinInterval(
                means(1, rho, Distributions.exponential(SERVICE_NS), Long.MAX_VALUE), SERVICE_NS / (1 - rho) / 1e9);
    }

    @Test
    void twoVcpusAreAnMm2Queue() {
        double rho = 0.8;
        double mean = SERVICE_NS / (1 - rho * rho);
        assertWithinInterval(means(2, rho, Distributions.exponential(SERVICE_NS), Long.MAX_VALUE), mean / 1e9);
    }

    @Test
    void shortTimeSlicesMakeAnMg1ProcessorSharingQueue() {
        double rho = 0.7;
        Distribution skewed = Distributions.hyperExponential(SERVICE_NS, 2);
        assertWithinInterval(means(1, rho, skewed, (long) SERVICE_NS / 200), SERVICE_NS / (1 - rho) / 1e9);
    }

    /** Times in an M/M/1 queue are exponential: of all, 1 - 1/k stay no longer than ln k means. */
    @Test
    void percentilesOfAnMm1QueueAreThoseOfAnExponential() {
        double rho = 0.5;
        double mean = SERVICE_NS / (1 - rho) / 1e9;
        List<RunResult> runs = runs(1, rho, Distributions.exponential(SERVICE_NS), Long.MAX_VALUE);
        assertWithinInterval(values(runs, "latency.p50"), Math.log(2) * mean);
        assertWithinInterval(values(runs, "latency.p90"), Math.log(10) * mean);
        assertWithinInterval(values(runs, "latency.p95"), Math.log(20) * mean);
        assertWithinInterval(values(runs, "latency.p99"), Math.log(100) * mean);
    }

    private static double[] means(int vcpus, double rho, Distribution serviceNs, long timesliceNs) {
        return values(runs(vcpus, rho, serviceNs, timesliceNs), "latency.mean");
    }

    private static List<RunResult> runs(int vcpus, double rho, Distribution serviceNs, long timesliceNs) {
        Load load = new Load.Open(Distributions.exponential(SERVICE_NS / rho / vcpus), Load.UNLIMITED);
        return IntStream.range(0, 10)
                .mapToObj(replication -> Plans.on(vcpus)
                        .measure(2, 60)
                        .replication(replication)
                        .vm("q", vcpus, 1000, Plans.freeKernel(0, timesliceNs), Plans.compute(serviceNs), load)
                        .run())
                .toList();
    }

    private static double[] values(List<RunResult> runs, String metric) {
        return runs.stream().mapToDouble(run -> Plans.value(run, "q", metric)).toArray();
    }

    private static void assertWithinInterval(double[] means, double theory) {
        double mean = DoubleStream.of(means).average().orElseThrow();
        double variance = DoubleStream.of(means)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (means.length - 1);
        double halfWidth = T_99 * Math.sqrt(variance / means.length);
        assertThat(theory).isBetween(mean - halfWidth, mean + halfWidth);
        assertThat(halfWidth / theory).as("interval narrow enough to tell").isLessThan(0.1);
    }
}
