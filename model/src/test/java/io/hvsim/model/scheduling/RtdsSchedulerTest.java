// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.pcpus;
import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import org.junit.jupiter.api.Test;

class RtdsSchedulerTest {

    static Parameters parameters(long periodMs, long budgetMs, String extratime) {
        return new Parameters()
                .with("period", periodMs * MS)
                .with("budget", budgetMs * MS)
                .with("extratime", extratime);
    }

    private static TestHost host(int pcpus, Parameters parameters) {
        return new TestHost(Topology.flat(pcpus), new RtdsScheduler(), parameters);
    }

    @Test
    void hogHasExactlyItsBudgetWithoutExtratime() {
        TestHost host = host(1, parameters(10, 4, "off"));
        TestHost.Vcpu hog = host.vcpu("A", 1000).hog(0);
        host.runUntil(1_000 * MS);
        assertThat(hog.share()).isEqualTo(0.4);
        assertThat(hog.waitedNs(Wait.CAPPED)).isEqualTo(600 * MS);
        assertThat(hog.waitedNs(Wait.CONTENTION)).isZero();
        assertThat(host.trace(0, MS)).startsWith("A 0-4, A 10-14, A 20-24, ");
    }

    @Test
    void hogHasAllThatIsLeftWithExtratime() {
        TestHost host = host(1, parameters(10, 4, "on"));
        TestHost.Vcpu hog = host.vcpu("A", 1000).hog(0);
        host.runUntil(1_000 * MS);
        assertThat(hog.share()).isEqualTo(1);
    }

    /** B sleeps through most of its period and keeps the budget; what it has not used by 10 ms is lost. */
    @Test
    void budgetIsKeptUntilThePeriodEnds() {
        TestHost host = host(1, parameters(10, 4, "off"));
        host.vcpu("B", 1000).burst(7 * MS, 10 * MS);
        host.runUntil(30 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("B 7-14, B 20-23");
    }

    /** At level 1 from 4 ms on, A gives way at once to B, which has not used its budget. */
    @Test
    void extratimeYieldsToBudgets() {
        TestHost host = host(1, parameters(10, 4, "on"));
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(5 * MS, 2 * MS);
        host.runUntil(20 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-5, B 5-7, A 7-20");
    }

    /** 4 ms of each 10 for three vCPUs are more than a pCPU has: one of them misses 2 ms in each period. */
    @Test
    void overloadIsNotSharedEvenly() {
        TestHost host = host(1, parameters(10, 4, "off"));
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).hog(0);
        host.vcpu("C", 1000).hog(0);
        host.runUntil(30 * MS);
        assertThat(host.trace(0, MS)).startsWith("A 0-4, B 4-8, C 8-");
        assertThat(host.busyNs()).isEqualTo(30 * MS);
    }

    @Test
    void allPcpusServeOneQueue() {
        TestHost host = host(2, parameters(10, 4, "off"));
        TestHost.Vcpu a = host.vcpu("A", 1000).hog(0);
        TestHost.Vcpu b = host.vcpu("B", 1000).hog(0);
        TestHost.Vcpu c = host.vcpu("C", 1000).hog(0);
        TestHost.Vcpu pinned =
                host.vm("D", 1, Claim.of(1000, pcpus(1, 2))).get(0).hog(0);
        host.runUntil(1_000 * MS);
        assertThat(a.share() + b.share() + c.share() + pinned.share()).isEqualTo(1.6);
        assertThat(pinned.share()).isEqualTo(0.4);
    }

    @Test
    void depletedVcpuThatWakesAgainWaitsForItsNextPeriod() {
        TestHost host = host(1, parameters(10, 4, "off"));
        TestHost.Vcpu a = host.vcpu("A", 1000).closedLoop(0, 4 * MS, MS);
        host.runUntil(15 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-4, A 10-14");
        assertThat(a.waitedNs(Wait.CAPPED)).isEqualTo(5 * MS);
    }
}
