// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.machine.Topology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** vCPUs that prefer, and are not bound to, the socket of their memory, on two sockets of two pCPUs. */
class SoftAffinityTest {

    private static TestHost credit(String softAffinity) {
        Parameters parameters = XenCreditSchedulerTest.exact().with("soft-affinity", softAffinity);
        return new TestHost(new Topology(4, 1, 2), new XenCreditScheduler(), parameters);
    }

    private static TestHost credit2() {
        Parameters parameters = XenCredit2SchedulerTest.parameters().with("soft-affinity", "node");
        return new TestHost(new Topology(4, 1, 2), new XenCredit2Scheduler(), parameters);
    }

    private static TestHost linux(String numaBalancing) {
        Parameters parameters = LinuxPresets.eevdf("6.18y", MS).with("numa-balancing", numaBalancing);
        return new TestHost(new Topology(4, 1, 2), new LinuxEevdfScheduler(), parameters);
    }

    private static List<TestHost.Vcpu> hogs(TestHost host, int count, int socket) {
        List<TestHost.Vcpu> hogs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hogs.add(host.vm("m" + socket + i, 1, socket).get(0).hog(0));
        }
        return hogs;
    }

    private static void assertEachBesideItsMemory(TestHost host) {
        List<TestHost.Vcpu> left = hogs(host, 1, 0);
        List<TestHost.Vcpu> right = hogs(host, 2, 1);
        host.runUntil(1_000 * MS);
        assertThat(left).allSatisfy(vcpu -> assertThat(vcpu.pcpu()).isBetween(0, 1));
        assertThat(right).allSatisfy(vcpu -> assertThat(vcpu.pcpu()).isBetween(2, 3));
    }

    @Test
    void vcpusBeginBesideTheirMemory() {
        assertEachBesideItsMemory(credit("node"));
        assertEachBesideItsMemory(credit2());
        assertEachBesideItsMemory(linux("on"));
    }

    @Test
    void withoutItTheyBeginAnywhere() {
        for (TestHost host : List.of(credit("none"), linux("off"))) {
            hogs(host, 1, 1);
            host.runUntil(20 * MS);
            assertThat(host.trace(0, MS)).isEqualTo("m10 0-20");
        }
    }

    /** Three for two pCPUs: one of them runs on the other socket rather than wait. */
    @Test
    void preferenceKeepsNoPcpuIdle() {
        for (TestHost host : List.of(credit("node"), linux("on"))) {
            hogs(host, 3, 1);
            host.runUntil(1_000 * MS);
            assertThat(host.busyNs()).isEqualTo(3_000 * MS);
        }
    }

    /** Two with memory on socket 0, six on socket 1: without the rule the busy pCPUs of socket 0 take from the others. */
    @Test
    void linuxBalancesNobodyAwayFromMemoryToABusyPcpu() {
        TestHost host = linux("on");
        hogs(host, 2, 0);
        hogs(host, 6, 1);
        host.runUntil(1_000 * MS);
        assertThat(host.trace(0, MS) + host.trace(1, MS)).doesNotContain("m1");
        TestHost without = linux("off");
        hogs(without, 2, 0);
        hogs(without, 6, 1);
        without.runUntil(1_000 * MS);
        assertThat(without.trace(0, MS) + without.trace(1, MS)).contains("m1");
    }

    /** The stray of three goes back to its memory when one of the two that are there halts at 100 ms. */
    @Test
    void aStrayVcpuGoesBackWhenAPcpuBesideItsMemoryIsIdle() {
        TestHost host = credit("node");
        host.vm("brief", 1, 1).get(0).burst(0, 100 * MS);
        List<TestHost.Vcpu> hogs = hogs(host, 2, 1);
        host.runUntil(50 * MS);
        assertThat(hogs).anySatisfy(vcpu -> assertThat(vcpu.pcpu()).isBetween(0, 1));
        host.runUntil(1_000 * MS);
        assertThat(hogs).allSatisfy(vcpu -> assertThat(vcpu.pcpu()).isBetween(2, 3));
        assertThat(host.busyNs()).isEqualTo(2_100 * MS);
    }
}
