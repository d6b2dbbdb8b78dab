// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Workload;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final Workload BUSY = Plans.compute(Distributions.deterministic(1e6));
    private static final Load FOREVER = new Load.Batch(Long.MAX_VALUE / 2, 1);
    private static final GuestKernel KERNEL = Plans.freeKernel(0, Long.MAX_VALUE);

    @Test
    void sharesOf2000And1000GiveTwoThirdsAndOneThird() {
        RunResult result = Plans.on(1)
                .measure(0, 60)
                .vm("heavy", 1, 2000, KERNEL, BUSY, FOREVER)
                .vm("light", 1, 1000, KERNEL, BUSY, FOREVER)
                .run();
        assertThat(Plans.value(result, "heavy", "cpu.user")).isCloseTo(2 / 3.0, within(0.001));
        assertThat(Plans.value(result, "light", "cpu.user")).isCloseTo(1 / 3.0, within(0.001));
        assertThat(Plans.value(result, "light", "cpu.ready")).isCloseTo(2 / 3.0, within(0.001));
        assertThat(Plans.value(result, "*", "host.utilization")).isEqualTo(1.0);
    }
}
