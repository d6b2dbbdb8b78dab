// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.machine.Topology;
import org.junit.jupiter.api.Test;

class RoundRobinSchedulerTest {
    private static final long MS = TestHost.MS;

    /** Two cores of two threads: the second vCPU takes the second core, the third the thread that is left first. */
    @Test
    void idleCoreComesBeforeIdleThreadOfABusyOne() {
        TestHost host = new TestHost(
                new Topology(4, 2, 2), new RoundRobinScheduler(), new Parameters().with("quantum", 10 * MS));
        for (String name : new String[] {"A", "B", "C"}) {
            host.vcpu(name, 1000).burst(0, 5 * MS);
        }
        host.runUntil(10 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-5");
        assertThat(host.trace(1, MS)).isEqualTo("C 0-5");
        assertThat(host.trace(2, MS)).isEqualTo("B 0-5");
        assertThat(host.trace(3, MS)).isEmpty();
    }
}
