// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** How proportional share divides pCPUs among pools and what is in them. Pools in capitals, VMs in small letters. */
class ResourcePoolsTest {
    private static final Offset<Double> CLOSE = within(0.005);

    private static TestHost host(int pcpus) {
        return new TestHost(Topology.flat(pcpus), new EsxShareScheduler(), Policies.esx("none", 0));
    }

    private static Pool pool(String name, Pool parent, double shares) {
        return new Pool(name, parent, shares, 0, Claim.UNLIMITED);
    }

    private static Claim in(Pool pool, TestHost host, double shares) {
        return new Claim(shares, 0, Claim.UNLIMITED, host.all(), pool);
    }

    private static TestHost.Vcpu vm(TestHost host, String name, Claim claim) {
        return host.vm(name, 1, claim).get(0);
    }

    private static List<TestHost.Vcpu> hogs(TestHost host, int count, Claim claim) {
        List<TestHost.Vcpu> hogs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hogs.add(vm(host, "hog" + i, claim).hog(0));
        }
        return hogs;
    }

    private static double share(List<TestHost.Vcpu> vcpus) {
        return vcpus.stream().mapToDouble(TestHost.Vcpu::share).sum();
    }

    /** E-3 for pools: 2000 : 1000, with one VM and with four. */
    @Test
    void e3PoolsGetTheirSharesHoweverManyVmsAreInThem() {
        TestHost host = host(1);
        List<TestHost.Vcpu> a = hogs(host, 1, in(pool("A", Pool.HOST, 2000), host, 1000));
        List<TestHost.Vcpu> b = hogs(host, 4, in(pool("B", Pool.HOST, 1000), host, 1000));
        host.runUntil(60_000 * MS);
        assertThat(share(a)).isCloseTo(2 / 3.0, CLOSE);
        assertThat(b).allSatisfy(vcpu -> assertThat(vcpu.share()).isCloseTo(1 / 12.0, CLOSE));
    }

    /** On the host P has 1000 beside the VM z; in P there are Q with 3000 and R with 1000. So z 1/2, Q 3/8, R 1/8. */
    @Test
    void sharesCountAmongSiblingsOnly() {
        TestHost host = host(1);
        Pool p = pool("P", Pool.HOST, 1000);
        List<TestHost.Vcpu> q = hogs(host, 2, in(pool("Q", p, 3000), host, 10));
        List<TestHost.Vcpu> r = hogs(host, 1, in(pool("R", p, 1000), host, 4000));
        List<TestHost.Vcpu> z = hogs(host, 1, in(Pool.HOST, host, 1000));
        host.runUntil(60_000 * MS);
        assertThat(share(q)).isCloseTo(3 / 8.0, CLOSE);
        assertThat(share(r)).isCloseTo(1 / 8.0, CLOSE);
        assertThat(share(z)).isCloseTo(1 / 2.0, CLOSE);
    }

    /** Two VMs in A, of which one sleeps from 20 s to 40 s: what it leaves goes to the other one in A, not to B. */
    @Test
    void whatAVmLeavesGoesToItsPool() {
        TestHost host = host(1);
        Pool a = pool("A", Pool.HOST, 1000);
        TestHost.Vcpu stays = vm(host, "stays", in(a, host, 1000)).hog(0);
        TestHost.Vcpu sleeps = vm(host, "sleeps", in(a, host, 1000)).burst(0, 5_000 * MS);
        TestHost.Vcpu other =
                vm(host, "other", in(pool("B", Pool.HOST, 1000), host, 1000)).hog(0);
        host.runUntil(40_000 * MS);
        assertThat(sleeps.responses).hasSize(1);
        assertThat(sleeps.responses.get(0)).isCloseTo(20_000 * MS, within(250 * MS));
        assertThat(other.share()).isCloseTo(1 / 2.0, CLOSE);
        assertThat(stays.share()).isCloseTo((0.25 * 20 + 0.5 * 20) / 40, CLOSE);
    }

    /** All of A sleeps half of the time: B has everything then, and half of the rest. */
    @Test
    void whatAPoolLeavesGoesToItsSiblings() {
        TestHost host = host(1);
        vm(host, "a", in(pool("A", Pool.HOST, 1000), host, 500)).closedLoop(0, 1_000 * MS, 2_000 * MS);
        List<TestHost.Vcpu> b = hogs(host, 2, in(pool("B", Pool.HOST, 1000), host, 1000));
        host.runUntil(60_000 * MS);
        assertThat(share(b)).isCloseTo(3 / 4.0, within(0.02));
    }

    /** Of two pCPUs, A may have 0.5, of which its VMs with 3000 and 1000 shares have 3/4 and 1/4. */
    @Test
    void limitOfAPoolCapsTheSumOfItsVms() {
        TestHost host = host(2);
        Pool a = new Pool("A", Pool.HOST, 4000, 0, 0.5);
        TestHost.Vcpu high = vm(host, "high", in(a, host, 3000)).hog(0);
        TestHost.Vcpu low = vm(host, "low", in(a, host, 1000)).hog(0);
        TestHost.Vcpu lower =
                vm(host, "lower", in(pool("B", a, 1000), host, 1000)).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(high.share() + low.share() + lower.share()).isCloseTo(0.5, CLOSE);
        assertThat(low.waitedNs(Wait.CAPPED)).isGreaterThan(40_000 * MS);
    }

    /** On one pCPU, four hogs of 1000 beside a pool of 10 that has half of the pCPU reserved; its VMs divide that 2 : 1. */
    @Test
    void reservationOfAPoolIsGuaranteedToItsVmsTogether() {
        TestHost host = host(1);
        hogs(host, 4, in(Pool.HOST, host, 1000));
        Pool a = new Pool("A", Pool.HOST, 10, 0.5, Claim.UNLIMITED);
        TestHost.Vcpu high = vm(host, "high", in(a, host, 2000)).hog(0);
        TestHost.Vcpu low = vm(host, "low", in(a, host, 1000)).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(high.share() + low.share()).isCloseTo(0.5, CLOSE);
        assertThat(high.share()).isCloseTo(2 * low.share(), within(0.02));
    }

    /** As above with 0.4 of the pCPU reserved for one of the VMs: it has that, and the other what is left of 0.5. */
    @Test
    void reservationOfAVmIsPartOfThatOfItsPool() {
        TestHost host = host(1);
        hogs(host, 4, in(Pool.HOST, host, 1000));
        Pool a = new Pool("A", Pool.HOST, 10, 0.5, Claim.UNLIMITED);
        TestHost.Vcpu reserved = vm(host, "reserved", new Claim(10, 0.4, Claim.UNLIMITED, host.all(), a))
                .hog(0);
        TestHost.Vcpu plain = vm(host, "plain", in(a, host, 1000)).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(reserved.share()).isCloseTo(0.4, within(0.01));
        assertThat(plain.share()).isCloseTo(0.1, within(0.01));
    }

    /** An expandable pool without a reservation of its own: its VM has 0.6 from the host, the other nothing but its shares. */
    @Test
    void reservationOfAVmMayBeMoreThanThatOfItsPool() {
        TestHost host = host(1);
        hogs(host, 3, in(Pool.HOST, host, 1000));
        Pool a = pool("A", Pool.HOST, 1000);
        TestHost.Vcpu reserved = vm(host, "reserved", new Claim(1000, 0.6, Claim.UNLIMITED, host.all(), a))
                .hog(0);
        host.runUntil(60_000 * MS);
        assertThat(reserved.share()).isCloseTo(0.6, within(0.01));
    }

    /** VMs of a pool of two of three shares: beside the 0.1 of the one that is held, the other has two thirds. */
    @Test
    void whatALimitHoldsBackStaysInThePool() {
        TestHost host = host(1);
        Pool a = pool("A", Pool.HOST, 2000);
        TestHost.Vcpu limited =
                vm(host, "limited", new Claim(1000, 0, 0.1, host.all(), a)).hog(0);
        TestHost.Vcpu free = vm(host, "free", in(a, host, 1000)).hog(0);
        vm(host, "other", in(Pool.HOST, host, 1000)).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(limited.share()).isCloseTo(0.1, CLOSE);
        assertThat(free.share()).isCloseTo(2 / 3.0 * 0.9, CLOSE);
    }

    /** Whole cores: two pools of 2000 and 1000 on a host of two cores with two threads. */
    @Test
    void poolsHoldOnCores() {
        VcpuScheduler byCore = new CoreScheduling(new EsxShareScheduler(), false);
        TestHost host = new TestHost(new Topology(2, 2, 1), byCore, Policies.esx("none", 0));
        List<TestHost.Vcpu> a = hogs(host, 1, in(pool("A", Pool.HOST, 2000), host, 1000));
        List<TestHost.Vcpu> b = hogs(host, 4, in(pool("B", Pool.HOST, 1000), host, 1000));
        host.runUntil(60_000 * MS);
        assertThat(share(a)).isCloseTo(2 / 3.0, CLOSE);
        assertThat(share(b)).isCloseTo(1 / 3.0, CLOSE);
    }

    /** Hogs of the same shares in one pool take turns as they do without it. */
    @Test
    void oneMorePoolAroundAllChangesNothing() {
        TestHost without = host(2);
        hogs(without, 5, in(Pool.HOST, without, 1000));
        TestHost with = host(2);
        hogs(with, 5, in(pool("A", pool("B", Pool.HOST, 250), 500), with, 1000));
        without.runUntil(2_000 * MS);
        with.runUntil(2_000 * MS);
        assertThat(with.trace(0, MS)).isEqualTo(without.trace(0, MS));
        assertThat(with.trace(1, MS)).isEqualTo(without.trace(1, MS));
    }
}
