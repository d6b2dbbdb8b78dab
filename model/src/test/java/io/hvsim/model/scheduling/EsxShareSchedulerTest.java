// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shares, reservations, limits, relaxed co-scheduling and whole cores. */
class EsxShareSchedulerTest {

    private static TestHost host(int pcpus) {
        return new TestHost(Topology.flat(pcpus), new EsxShareScheduler(), Policies.esx("relaxed", 100));
    }

    private static Claim claim(TestHost host, double shares, double reservation, double limit) {
        return new Claim(shares, reservation, limit, host.all());
    }

    private static List<TestHost.Vcpu> hogs(TestHost host, String name, int count, Claim claim) {
        List<TestHost.Vcpu> vm = host.vm(name, count, claim);
        vm.forEach(vcpu -> vcpu.hog(0));
        return vm;
    }

    private static double share(List<TestHost.Vcpu> vcpus) {
        return vcpus.stream().mapToDouble(TestHost.Vcpu::share).sum();
    }

    /** E-1 under relaxed co-scheduling: the pCPUs that strict co-scheduling leaves idle are used, by shares. */
    @Test
    void e1VmsOfFourAndTwoVcpusFillFourPcpus() {
        TestHost host = host(4);
        List<TestHost.Vcpu> a = hogs(host, "A", 4, Claim.of(1000, host.all()));
        List<TestHost.Vcpu> b = hogs(host, "B", 2, Claim.of(1000, host.all()));
        host.runUntil(60_000 * MS);
        assertThat(host.busyNs()).isEqualTo(4 * 60_000 * MS);
        assertThat(share(a)).isCloseTo(4 * 4 / 6.0, within(0.02));
        assertThat(share(b)).isCloseTo(4 * 2 / 6.0, within(0.02));
    }

    /** E-2: an SMP VM that is mostly idle is never stopped, however full the host: halted vCPUs gain no lead. */
    @Test
    void e2MostlyIdleSmpVmHasNoCostop() {
        TestHost host = host(2);
        hogs(host, "H", 2, Claim.of(1000, host.all()));
        List<TestHost.Vcpu> idle = host.vm("I", 4, Claim.of(1000, host.all()));
        for (int i = 0; i < 4; i++) {
            idle.get(i).periodic(7 * i * MS, MS, (100 + i) * MS);
        }
        host.runUntil(20_000 * MS);
        assertThat(idle).allSatisfy(vcpu -> {
            assertThat(vcpu.waitedNs(Wait.COSTOP)).isZero();
            assertThat(vcpu.responses).hasSizeGreaterThan(100);
        });
    }

    /** E-3 */
    @Test
    void e3SharesOfTwoToOneOnOnePcpu() {
        TestHost host = host(1);
        TestHost.Vcpu high = host.vcpu("high", 2000).hog(0);
        TestHost.Vcpu normal = host.vcpu("normal", 1000).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(high.share()).isCloseTo(0.667, within(0.002));
        assertThat(normal.share()).isCloseTo(0.333, within(0.002));
    }

    /** W13: on a host with four times as many vCPUs as pCPUs each VM runs at a quarter of its speed, SMP or not. */
    @Test
    void w13FourfoldOvercommitmentLeavesEachVmAQuarter() {
        TestHost host = host(4);
        List<List<TestHost.Vcpu>> vms = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            vms.add(hogs(host, "U" + i, 1, Claim.of(1000, host.all())));
        }
        for (int i = 0; i < 4; i++) {
            vms.add(hogs(host, "S" + i, 2, Claim.of(1000, host.all())));
        }
        host.runUntil(60_000 * MS);
        assertThat(host.busyNs()).isEqualTo(4 * 60_000 * MS);
        assertThat(vms).allSatisfy(vm -> assertThat(share(vm) / vm.size()).isCloseTo(0.25, within(0.005)));
    }

    /**
     * Two vCPUs on one pCPU, samples each 1 ms. A0 leads by 4 ms at 4, more than the stop-skew of 3, and is stopped; at 7
     * its lead is 1 ms, less than the start-skew of 1.5, and it waits for the pCPU. A1 has caught up at 8 and leads by 4 ms
     * at 12.
     */
    @Test
    void leaderIsStoppedUntilTheSlowestHasCaughtUp() {
        TestHost host = host(1);
        List<TestHost.Vcpu> a = hogs(host, "A", 2, Claim.of(1000, host.all()));
        host.runUntil(28 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A0 0-4, A1 4-12, A0 12-20, A1 20-28");
        assertThat(a.get(0).waitedNs(Wait.COSTOP)).isEqualTo(3 * MS + 3 * MS);
        assertThat(a.get(0).waitedNs(Wait.CONTENTION)).isEqualTo(5 * MS + 5 * MS);
    }

    @Test
    void withoutCoschedulingSiblingsTakeTurnsByQuantum() {
        TestHost host = new TestHost(Topology.flat(1), new EsxShareScheduler(), Policies.esx("none", 0));
        hogs(host, "A", 2, Claim.of(1000, host.all()));
        host.runUntil(200 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A0 0-50, A1 50-100, A0 100-150, A1 150-200");
    }

    /** A2 is kept out until 4 by a vCPU that halts at 6; A0 and A1 lead by 4 then, wait stopped, and go on at 7. */
    @Test
    void stoppedVcpusStartTogether() {
        TestHost host = host(3);
        host.vcpu("H", 1000).burst(0, 6 * MS);
        hogs(host, "A", 3, Claim.of(1000, host.all()));
        host.runUntil(40 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("H 0-6, A0 7-40");
        assertThat(host.trace(1, MS)).isEqualTo("A0 0-4, A2 4-40");
        assertThat(host.trace(2, MS)).isEqualTo("A1 0-4, A1 7-40");
    }

    @Test
    void reservationIsGuaranteedUnderOverload() {
        TestHost host = host(2);
        hogs(host, "H", 8, Claim.of(2000, host.all()));
        List<TestHost.Vcpu> reserved = hogs(host, "R", 1, claim(host, 500, 0.6, Claim.UNLIMITED));
        List<TestHost.Vcpu> smp = hogs(host, "S", 2, claim(host, 500, 0.8, Claim.UNLIMITED));
        host.runUntil(60_000 * MS);
        assertThat(share(reserved)).isCloseTo(0.6, within(0.006));
        assertThat(share(smp)).isCloseTo(0.8, within(0.008));
        assertThat(host.busyNs()).isEqualTo(2 * 60_000 * MS);
    }

    /** Who uses less than is reserved for it never waits. */
    @Test
    void reservedVcpuIsServedAtOnce() {
        TestHost host = host(2);
        hogs(host, "H", 8, Claim.of(1000, host.all()));
        TestHost.Vcpu reserved =
                host.vm("R", 1, claim(host, 10, 0.5, Claim.UNLIMITED)).get(0).periodic(0, 20 * MS, 60 * MS);
        host.runUntil(6_000 * MS);
        assertThat(reserved.responses).hasSize(100).containsOnly(20 * MS);
    }

    @Test
    void unusedReservationIsLent() {
        TestHost host = host(1);
        host.vm("R", 1, claim(host, 1000, 0.9, Claim.UNLIMITED));
        TestHost.Vcpu hog = host.vcpu("hog", 1000).hog(0);
        host.runUntil(1_000 * MS);
        assertThat(hog.share()).isEqualTo(1.0);
    }

    /** A reservation below what shares give changes nothing in the long run. */
    @Test
    void reservationBelowTheShareAddsNothing() {
        TestHost host = host(1);
        List<TestHost.Vcpu> reserved = hogs(host, "R", 1, claim(host, 1000, 0.2, Claim.UNLIMITED));
        host.vcpu("hog", 1000).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(share(reserved)).isCloseTo(0.5, within(0.005));
    }

    @Test
    void limitIsKeptWithinOnePercent() {
        TestHost host = host(5);
        List<TestHost.Vcpu> half = hogs(host, "L", 1, claim(host, 1000, 0, 0.5));
        List<TestHost.Vcpu> smp = hogs(host, "M", 4, claim(host, 1000, 0, 1.5));
        host.runUntil(60_000 * MS);
        assertThat(share(half)).isCloseTo(0.5, within(0.005));
        assertThat(share(smp)).isCloseTo(1.5, within(0.015));
        assertThat(half.get(0).waitedNs(Wait.CAPPED) + half.get(0).ranNs()).isEqualTo(60_000 * MS);
    }

    /** Alone, with half a pCPU and 25 ms in hand: 50 ms at a rate of a half, then as long again to save up 25 ms. */
    @Test
    void cappedVmRunsWhenOneQuantumsWorthHasComeTogether() {
        TestHost host = host(1);
        hogs(host, "L", 1, claim(host, 1000, 0, 0.5));
        host.runUntil(250 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("L 0-50, L 100-150, L 200-250");
    }

    @Test
    void whatALimitLeavesGoesToOthers() {
        TestHost host = host(1);
        List<TestHost.Vcpu> limited = hogs(host, "L", 1, claim(host, 4000, 0, 0.25));
        TestHost.Vcpu hog = host.vcpu("hog", 1000).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(share(limited)).isCloseTo(0.25, within(0.0025));
        assertThat(hog.share()).isCloseTo(0.75, within(0.0025));
    }

    /**
     * Two cores of two threads; 4000 shares against 7 x 1000. A thread of one's own is worth 4/11 of the 4 thread times only
     * when the twin is idle for a fraction f of the time: 1 + f = 16/11.
     */
    @Test
    void vmThatFellBehindGetsAWholeCore() {
        TestHost host = new TestHost(new Topology(4, 2, 2), new EsxShareScheduler(), Policies.esx("relaxed", 100));
        TestHost.Vcpu heavy = host.vcpu("heavy", 4000).hog(0);
        List<TestHost.Vcpu> others = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            others.add(host.vcpu("H" + i, 1000).hog(0));
        }
        host.runUntil(60_000 * MS);
        assertThat(heavy.share()).isGreaterThan(0.99);
        assertThat(4 - host.busyNs() / (60_000.0 * MS)).isCloseTo(5 / 11.0, within(0.02));
        assertThat(others).allSatisfy(vcpu -> assertThat(vcpu.share()).isCloseTo(4 / 11.0, within(0.02)));
    }

    /** VMs that are all alike take turns; none falls behind by more than the turns themselves. */
    @Test
    void equalVmsGetNoWholeCores() {
        TestHost host = new TestHost(new Topology(16, 2, 4), new EsxShareScheduler(), Policies.esx("relaxed", 100));
        for (int i = 0; i < 6; i++) {
            hogs(host, "V" + i, 4, Claim.of(1000, host.all()));
        }
        host.runUntil(10_000 * MS);
        assertThat(host.busyNs()).isGreaterThan((long) (16 * 10_000 * MS * 0.97));
    }

    @Test
    void withoutPenaltyEveryThreadIsUsed() {
        TestHost host = new TestHost(new Topology(4, 2, 2), new EsxShareScheduler(), Policies.esx("relaxed", 0));
        host.vcpu("heavy", 4000).hog(0);
        for (int i = 0; i < 7; i++) {
            host.vcpu("H" + i, 1000).hog(0);
        }
        host.runUntil(1_000 * MS);
        assertThat(host.busyNs()).isEqualTo(4 * 1_000 * MS);
    }

    @Test
    void idleCoreIsPreferredToIdleThread() {
        TestHost host = new TestHost(new Topology(4, 2, 2), new EsxShareScheduler(), Policies.esx("relaxed", 100));
        TestHost.Vcpu first = host.vcpu("A", 1000).hog(0);
        TestHost.Vcpu second = host.vcpu("B", 1000).hog(0);
        host.runUntil(MS);
        assertThat(first.pcpu()).isEqualTo(0);
        assertThat(second.pcpu()).isEqualTo(2);
    }
}
