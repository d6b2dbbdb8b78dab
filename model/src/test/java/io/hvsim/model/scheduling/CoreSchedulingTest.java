// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.machine.Topology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cores and sockets as what a policy schedules on. */
class CoreSchedulingTest {
    private static final Topology TWO_SOCKETS = new Topology(8, 2, 2);

    private static TestHost host(Topology topology, boolean bySocket, Parameters parameters) {
        return new TestHost(topology, new CoreScheduling(new EsxShareScheduler(), bySocket), parameters);
    }

    private static TestHost host(Topology topology) {
        return host(topology, false, Policies.esx("none", 0));
    }

    private static List<TestHost.Vcpu> hogs(TestHost host, String name, int count) {
        List<TestHost.Vcpu> vm = host.vm(name, count, Claim.of(1000, host.all()));
        vm.forEach(vcpu -> vcpu.hog(0));
        return vm;
    }

    /** One core of two threads; A's two vCPUs take it together, and the thread that C does not need stays idle. */
    @Test
    void siblingsShareACoreAndVmsTakeTurns() {
        TestHost host = host(new Topology(2, 2, 1));
        hogs(host, "A", 2);
        hogs(host, "C", 1);
        host.runUntil(200 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A0 0-50, C 50-100, A0 100-150, C 150-200");
        assertThat(host.trace(1, MS)).isEqualTo("A1 0-50, A1 100-150");
    }

    /** A1 halts at 10 while A0 runs on: the thread stays idle, and A1 is back as soon as it wakes. */
    @Test
    void threadOfAHaltedVcpuStaysIdle() {
        TestHost host = host(new Topology(2, 2, 1));
        List<TestHost.Vcpu> a = host.vm("A", 2, Claim.of(1000, host.all()));
        a.get(0).hog(0);
        a.get(1).periodic(0, 10 * MS, 30 * MS);
        host.vcpu("C", 1000).hog(0);
        host.runUntil(100 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A0 0-50, C 50-100");
        assertThat(host.trace(1, MS)).isEqualTo("A1 0-10, A1 30-40");
    }

    /** The whole unit halts at 20: the other VM has the core at once. */
    @Test
    void coreIsFreeWhenTheWholeUnitHasHalted() {
        TestHost host = host(new Topology(2, 2, 1));
        List<TestHost.Vcpu> a = host.vm("A", 2, Claim.of(1000, host.all()));
        a.get(0).burst(0, 20 * MS);
        a.get(1).burst(0, 10 * MS);
        hogs(host, "B", 2);
        host.runUntil(60 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A0 0-20, B0 20-60");
        assertThat(host.trace(1, MS)).isEqualTo("A1 0-10, B1 20-60");
    }

    /** Looked at each 41 us over VMs that halt and wake at random: a core never runs vCPUs of two VMs. */
    @Test
    void noCoreIsSharedByTwoVms() {
        TestHost host = host(TWO_SOCKETS);
        RandomStream random = RandomStream.of(5, 0, "core");
        List<TestHost.Vcpu> all = new ArrayList<>();
        for (int vm = 0; vm < 8; vm++) {
            for (TestHost.Vcpu vcpu : host.vm("V" + vm + "-", 1 + vm % 3, Claim.of(1000, host.all()))) {
                long burst = 100 * US + (long) (random.nextDouble() * 20 * MS);
                all.add(vcpu.closedLoop((long) (random.nextDouble() * 5 * MS), burst, burst / 2));
            }
        }
        for (long at = 41 * US; at < 3_000 * MS; at += 41 * US) {
            host.runUntil(at);
            int[] vmOfCore = {-1, -1, -1, -1};
            for (TestHost.Vcpu vcpu : all) {
                if (vcpu.pcpu() >= 0) {
                    int core = TWO_SOCKETS.core(vcpu.pcpu());
                    assertThat(vmOfCore[core]).isIn(-1, vcpu.contender.vm());
                    vmOfCore[core] = vcpu.contender.vm();
                }
            }
        }
        assertThat(all).allSatisfy(vcpu -> assertThat(vcpu.responses).hasSizeGreaterThan(20));
    }

    @Test
    void socketsAreTakenAsAWhole() {
        TestHost host = host(TWO_SOCKETS, true, Policies.esx("none", 0));
        List<TestHost.Vcpu> a = hogs(host, "A", 4);
        List<TestHost.Vcpu> b = hogs(host, "B", 1);
        List<TestHost.Vcpu> c = hogs(host, "C", 1);
        host.runUntil(30_000 * MS);
        assertThat(a).allSatisfy(vcpu -> assertThat(vcpu.share()).isCloseTo(2 / 3.0, within(0.005)));
        assertThat(b.get(0).share()).isCloseTo(2 / 3.0, within(0.005));
        assertThat(c.get(0).share()).isCloseTo(2 / 3.0, within(0.005));
    }

    /** One pCPU's worth on cores of two threads is half a core: A's two vCPUs run half of the time, side by side. */
    @Test
    void limitCountsTheWholeCore() {
        TestHost host = host(new Topology(2, 2, 1));
        List<TestHost.Vcpu> a = host.vm("A", 2, new Claim(1000, 0, 1, host.all()));
        a.forEach(vcpu -> vcpu.hog(0));
        host.runUntil(30_000 * MS);
        assertThat(a).allSatisfy(vcpu -> assertThat(vcpu.share()).isCloseTo(0.5, within(0.005)));
    }

    /** Three pCPUs on cores of two: A2 has the last core, which has one thread, when A0 yields to it. */
    @Test
    void lastCoreMayHaveFewerThreads() {
        VcpuScheduler scheduler = new CoreScheduling(new LinuxEevdfScheduler(), false);
        TestHost host = new TestHost(new Topology(3, 2, 2), scheduler, LinuxPresets.eevdf("6.18y", MS));
        List<TestHost.Vcpu> a = hogs(host, "A", 4);
        host.runUntil(5 * MS);
        assertThat(a.get(2).pcpu()).isEqualTo(2);
        assertThat(scheduler.yieldTo(0, a.get(2).contender)).isTrue();
    }

    @Test
    void policyWithoutThreadsDecidesAsIfAlone() {
        TestHost alone = new TestHost(Topology.flat(2), new EsxShareScheduler(), Policies.esx("relaxed", 0));
        TestHost wrapped = host(Topology.flat(2), false, Policies.esx("relaxed", 0));
        for (TestHost host : List.of(alone, wrapped)) {
            for (int i = 0; i < 5; i++) {
                host.vcpu("S" + i, 1000).closedLoop(i * 700 * US, (i + 1) * 300 * US, 2 * MS);
            }
            host.vcpu("hog", 1000).hog(0);
            host.runUntil(2_000 * MS);
        }
        assertThat(wrapped.trace(0, US)).isEqualTo(alone.trace(0, US));
        assertThat(wrapped.trace(1, US)).isEqualTo(alone.trace(1, US));
    }
}
