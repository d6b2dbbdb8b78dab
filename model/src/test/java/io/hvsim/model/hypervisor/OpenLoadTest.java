// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.workload.Load;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that arrive whatever the system does. */
class OpenLoadTest {
    private static final double MS = 1e6;

    /** How many requests of 1 us two VMs complete from the start on, each of which has one every 10 ms. */
    private static long completed(double seconds, int replication) {
        Distribution gap = Distributions.deterministic(10 * MS);
        RunResult result = Plans.on(2)
                .measure(0, seconds)
                .replication(replication)
                .vm(
                        "vm",
                        2,
                        1,
                        1000,
                        Plans.freeKernel(0, 1_000_000),
                        Plans.FREE,
                        Plans.compute(Distributions.deterministic(1000)),
                        new Load.Open(gap, Load.UNLIMITED))
                .run();
        return Math.round(Plans.value(result, "vm", "throughput") * seconds);
    }

    /** The first request comes in half a gap with probability 1/2, at one VM whether or not at the other: 1/4, 1/2, 1/4. */
    @Test
    void constantGapsBeginAtARandomTime() {
        long[] counts = new long[3];
        IntStream.range(0, 1000).forEach(replication -> counts[(int) completed(0.005, replication)]++);
        assertThat(counts[0] / 1000.0).isCloseTo(0.25, within(0.05));
        assertThat(counts[1] / 1000.0).isCloseTo(0.5, within(0.05));
    }

    @Test
    void laterOnesComeAGapApart() {
        for (int replication = 0; replication < 20; replication++) {
            assertThat(completed(0.1, replication)).isEqualTo(2 * 10);
        }
    }
}
