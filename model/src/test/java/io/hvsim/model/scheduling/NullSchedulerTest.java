// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.pcpus;
import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import org.junit.jupiter.api.Test;

class NullSchedulerTest {

    private static TestHost host(int pcpus) {
        return new TestHost(Topology.flat(pcpus), new NullScheduler(), new Parameters());
    }

    @Test
    void assignedVcpuNeverWaitsAndTheSurplusNeverRuns() {
        TestHost host = host(2);
        TestHost.Vcpu sleeper = host.vcpu("sleeper", 1000).closedLoop(0, 2 * MS, 3 * MS);
        TestHost.Vcpu hog = host.vcpu("hog", 1000).hog(MS);
        TestHost.Vcpu surplus = host.vcpu("surplus", 1000).hog(0);
        host.runUntil(1_000 * MS);
        assertThat(sleeper.waitedNs(Wait.CONTENTION)).isZero();
        assertThat(sleeper.share()).isEqualTo(0.4);
        assertThat(hog.waitedNs(Wait.CONTENTION)).isZero();
        assertThat(hog.ranNs()).isEqualTo(999 * MS);
        assertThat(surplus.waitedNs(Wait.CONTENTION)).isEqualTo(1_000 * MS);
        assertThat(surplus.ranNs()).isZero();
    }

    @Test
    void pcpuThatIsAllowedAndLeftIsAssigned() {
        TestHost host = host(3);
        TestHost.Vcpu pinned =
                host.vm("pinned", 1, Claim.of(1000, pcpus(0, 1))).get(0).hog(0);
        TestHost.Vcpu free = host.vcpu("free", 1000).hog(0);
        TestHost.Vcpu late =
                host.vm("late", 1, Claim.of(1000, pcpus(0, 2))).get(0).hog(0);
        host.runUntil(10 * MS);
        assertThat(pinned.pcpu()).isZero();
        assertThat(free.pcpu()).isEqualTo(1);
        assertThat(late.ranNs()).isZero();
        assertThat(host.trace(2, MS)).isEmpty();
    }
}
