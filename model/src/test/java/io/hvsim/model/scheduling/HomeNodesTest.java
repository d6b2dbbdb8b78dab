// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Home nodes of ESX on two sockets of two pCPUs, compared every two seconds, half of the memory following each time. */
class HomeNodesTest {
    private final TestHost host = host("home-node");

    private static TestHost host(String numa) {
        Parameters parameters = Policies.esx("none", 0).with("numa", numa);
        return new TestHost(new Topology(4, 1, 2), new EsxShareScheduler(), parameters);
    }

    private static TestHost.Vcpu hog(TestHost host, String name, int socket) {
        return host.vm(name, 1, socket).get(0).hog(0);
    }

    @Test
    void vmsRunBesideTheirMemory() {
        hog(host, "a", 1);
        hog(host, "b", 1);
        hog(host, "c", 0);
        host.runUntil(10_000 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("c 0-10000");
        assertThat(host.trace(1, MS)).isEmpty();
        assertThat(host.trace(2, MS)).isEqualTo("a 0-10000");
        assertThat(host.trace(3, MS)).isEqualTo("b 0-10000");
        assertThat(host.moves).isEmpty();
    }

    /** Three on two pCPUs until 2 s, when one moves. Its memory follows: half, a quarter and so on, the last hundredth at once. */
    @Test
    void aVmMovesFromAnOverloadedNodeAndItsMemoryFollows() {
        TestHost.Vcpu a = hog(host, "a", 0);
        TestHost.Vcpu b = hog(host, "b", 0);
        TestHost.Vcpu c = hog(host, "c", 0);
        host.runUntil(10_000 * MS);
        assertThat(host.busyNs()).isEqualTo((2 * 2_000 + 3 * 8_000) * MS);
        assertThat(a.share()).isCloseTo((2 / 3.0 * 2 + 8) / 10, within(0.01));
        assertThat(host.moves).containsExactly("VM 0 to 1", "VM 0 to 1", "VM 0 to 1", "VM 0 to 1");
        host.runUntil(60_000 * MS);
        assertThat(host.moves).hasSize(8);
        assertThat(b.share() + c.share()).isCloseTo(2 - 4 / 3.0 / 60, within(0.002));
    }

    /** Nodes with demands of 3 and 2: one more on the other side would only change their places. */
    @Test
    void aVmStaysWhereMovingWouldNotEvenOut() {
        for (int i = 0; i < 3; i++) {
            hog(host, "a" + i, 0);
        }
        hog(host, "b0", 1);
        hog(host, "b1", 1);
        host.runUntil(20_000 * MS);
        assertThat(host.moves).isEmpty();
    }

    /** Three vCPUs do not fit a node of two: they run anywhere. */
    @Test
    void aVmWiderThanItsNodeHasNoHome() {
        List<TestHost.Vcpu> wide = host.vm("wide", 3, 0);
        wide.forEach(vcpu -> vcpu.hog(0));
        host.runUntil(1_000 * MS);
        assertThat(wide).allSatisfy(vcpu -> assertThat(vcpu.share()).isEqualTo(1));
    }

    /** Four vCPUs have a thread each on a node of two cores, but not a core. */
    @Test
    void threadsAreNoRoomForAHome() {
        TestHost threads = new TestHost(new Topology(8, 2, 2), new EsxShareScheduler(), Policies.esx("none", 0));
        List<TestHost.Vcpu> wide = threads.vm("wide", 4, 0);
        wide.forEach(vcpu -> vcpu.hog(0));
        threads.runUntil(1_000 * MS);
        assertThat(wide).extracting(TestHost.Vcpu::pcpu).containsExactly(0, 2, 4, 6);
    }

    @Test
    void withoutHomeNodesEveryPcpuServesAll() {
        TestHost anywhere = host("none");
        for (int i = 0; i < 3; i++) {
            hog(anywhere, "a" + i, 0);
        }
        anywhere.runUntil(1_000 * MS);
        assertThat(anywhere.busyNs()).isEqualTo(3_000 * MS);
    }
}
