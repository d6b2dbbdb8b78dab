// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** VMs whose vCPUs get and lose pCPUs all at the same time. */
class EsxStrictSchedulerTest {

    private static TestHost host(int pcpus) {
        return new TestHost(Topology.flat(pcpus), new EsxStrictScheduler(), Policies.esx("none", 0));
    }

    private static List<TestHost.Vcpu> hogs(TestHost host, String name, int count, Claim claim) {
        List<TestHost.Vcpu> vm = host.vm(name, count, claim);
        vm.forEach(vcpu -> vcpu.hog(0));
        return vm;
    }

    private static double share(List<TestHost.Vcpu> vcpus) {
        return vcpus.stream().mapToDouble(TestHost.Vcpu::share).sum();
    }

    /** E-1: A and B do not fit beside each other and take turns; two pCPUs are idle in B's. */
    @Test
    void e1VmsOfFourAndTwoVcpusLeaveAQuarterIdle() {
        TestHost host = host(4);
        List<TestHost.Vcpu> a = hogs(host, "A", 4, Claim.of(1000, host.all()));
        List<TestHost.Vcpu> b = hogs(host, "B", 2, Claim.of(1000, host.all()));
        host.runUntil(10_000 * MS);
        assertThat(host.busyNs()).isEqualTo(3 * 10_000 * MS);
        assertThat(a).allSatisfy(vcpu -> assertThat(vcpu.share()).isEqualTo(0.5));
        assertThat(b).allSatisfy(vcpu -> assertThat(vcpu.share()).isEqualTo(0.5));
        assertThat(host.trace(0, MS)).startsWith("A0 0-50, B0 50-100, A0 100-150, B0 150-200");
        assertThat(host.trace(3, MS)).startsWith("A3 0-50, A3 100-150");
        assertThat(a.get(3).waitedNs(Wait.COSTOP))
                .as("pCPUs are idle, but too few")
                .isEqualTo(5_000 * MS);
        assertThat(b.get(0).waitedNs(Wait.CONTENTION)).isEqualTo(5_000 * MS);
    }

    /**
     * L-4: no vCPU of a VM runs while a sibling that wants to does not, so that no lock holder is preempted alone. Looked at
     * each 37 us over a mix of VMs that halt and wake at random.
     */
    @Test
    void l4NoVcpuRunsWhileASiblingWaits() {
        TestHost host = host(4);
        RandomStream random = RandomStream.of(11, 0, "strict");
        List<List<TestHost.Vcpu>> vms = new ArrayList<>();
        for (int width : new int[] {1, 2, 4, 3, 2, 1}) {
            List<TestHost.Vcpu> vm = host.vm("V" + vms.size() + "-", width, Claim.of(1000, host.all()));
            for (TestHost.Vcpu vcpu : vm) {
                long burst = 100 * US + (long) (random.nextDouble() * 30 * MS);
                vcpu.closedLoop((long) (random.nextDouble() * 5 * MS), burst, 50 * US + burst / 3);
            }
            vms.add(vm);
        }
        int together = 0;
        for (long at = 37 * US; at < 3_000 * MS; at += 37 * US) {
            host.runUntil(at);
            for (List<TestHost.Vcpu> vm : vms) {
                boolean runs = vm.stream().anyMatch(vcpu -> vcpu.pcpu() >= 0);
                assertThat(runs && vm.stream().anyMatch(TestHost.Vcpu::isRunnable))
                        .isFalse();
                together += vm.stream().filter(vcpu -> vcpu.pcpu() >= 0).count() > 1 ? 1 : 0;
            }
        }
        assertThat(together).as("vCPUs of a VM run side by side").isGreaterThan(1_000);
        assertThat(vms).allSatisfy(vm -> assertThat(vm.get(0).responses).isNotEmpty());
    }

    /** The pCPU of a halted vCPU is nobody else's as long as its VM runs. */
    @Test
    void idleVcpuKeepsItsPcpu() {
        TestHost host = host(2);
        TestHost.Vcpu busy = host.vm("A", 2, Claim.of(1000, host.all())).get(0).hog(0);
        TestHost.Vcpu other = host.vcpu("B", 1000).hog(0);
        host.runUntil(10_000 * MS);
        assertThat(busy.share()).isEqualTo(0.5);
        assertThat(other.share()).isEqualTo(0.5);
    }

    @Test
    void siblingThatWakesRunsAtOnceBesideItsVm() {
        TestHost host = host(2);
        List<TestHost.Vcpu> a = host.vm("A", 2, Claim.of(1000, host.all()));
        a.get(0).hog(0);
        a.get(1).burst(20 * MS, 5 * MS);
        host.vcpu("B", 1000).hog(MS);
        host.runUntil(40 * MS);
        assertThat(a.get(1).responses).containsExactly(5 * MS);
    }

    /** Narrow VMs whose quanta end at different times do not keep a wide one out. */
    @Test
    void wideVmIsNotStarvedByNarrowOnes() {
        TestHost host = host(4);
        for (int i = 0; i < 6; i++) {
            host.vcpu("N" + i, 1000).hog(i * 13 * MS);
        }
        List<TestHost.Vcpu> wide = hogs(host, "W", 4, Claim.of(1000, host.all()));
        host.runUntil(60_000 * MS);
        assertThat(share(wide)).isCloseTo(4 * 0.4, within(0.05));
    }

    /** Shares 2000:1000 between a VM of two vCPUs and one of one vCPU that do not fit side by side. */
    @Test
    void e3SharesHoldBetweenGangs() {
        TestHost host = host(2);
        List<TestHost.Vcpu> high = hogs(host, "A", 2, Claim.of(2000, host.all()));
        List<TestHost.Vcpu> normal = hogs(host, "B", 1, Claim.of(1000, host.all()));
        host.runUntil(60_000 * MS);
        assertThat(share(high) / 2).isCloseTo(0.667, within(0.002));
        assertThat(share(normal)).isCloseTo(0.333, within(0.002));
    }

    @Test
    void w13FourfoldOvercommitmentLeavesEachVmAQuarter() {
        TestHost host = host(4);
        List<List<TestHost.Vcpu>> vms = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            vms.add(hogs(host, "S" + i, 2, Claim.of(1000, host.all())));
        }
        host.runUntil(60_000 * MS);
        assertThat(host.busyNs()).isEqualTo(4 * 60_000 * MS);
        assertThat(vms).allSatisfy(vm -> assertThat(share(vm) / 2).isCloseTo(0.25, within(0.005)));
    }

    @Test
    void reservationIsGuaranteedUnderOverload() {
        TestHost host = host(2);
        for (int i = 0; i < 8; i++) {
            host.vcpu("H" + i, 2000).hog(0);
        }
        List<TestHost.Vcpu> reserved = hogs(host, "R", 2, new Claim(500, 1.2, Claim.UNLIMITED, host.all()));
        host.runUntil(60_000 * MS);
        assertThat(share(reserved)).isCloseTo(1.2, within(0.012));
    }

    @Test
    void limitIsKeptWithinOnePercent() {
        TestHost host = host(4);
        List<TestHost.Vcpu> limited = hogs(host, "L", 4, new Claim(1000, 0, 1.5, host.all()));
        host.runUntil(60_000 * MS);
        assertThat(share(limited)).isCloseTo(1.5, within(0.015));
        assertThat(limited.get(0).waitedNs(Wait.CAPPED) + limited.get(0).ranNs())
                .isEqualTo(60_000 * MS);
    }

    @Test
    void vmWiderThanItsPcpusRunsInTurns() {
        TestHost host = host(2);
        List<TestHost.Vcpu> wide = hogs(host, "W", 4, Claim.of(1000, host.all()));
        host.runUntil(10_000 * MS);
        assertThat(wide).allSatisfy(vcpu -> assertThat(vcpu.share()).isEqualTo(0.5));
    }
}
