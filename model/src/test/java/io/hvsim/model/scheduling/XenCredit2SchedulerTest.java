// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;
import static io.hvsim.model.scheduling.TestHost.pcpus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

class XenCredit2SchedulerTest {

    static Parameters parameters() {
        return new Parameters()
                .with("credit", 10 * MS)
                .with("carry-over", 500 * US)
                .with("shortest-run", 500 * US)
                .with("ratelimit", MS)
                .with("ratelimit-tolerance", 50 * US)
                .with("migration-resistance", 500 * US)
                .with("migration-compensation", 50 * US)
                .with("runqueue", "socket")
                .with("pcpus-per-runqueue", 16)
                .with("load-window", 1 << 30)
                .with("underload-tolerance", 1)
                .with("overload-tolerance", 0.125)
                .with("cap-period", 10 * MS)
                .with("preempted-waits", "afterwards")
                .with("soft-affinity", "none");
    }

    private static TestHost host(int pcpus) {
        return new TestHost(Topology.flat(pcpus), new XenCredit2Scheduler(), parameters());
    }

    private static Claim limited(double limit, int pcpus) {
        return new Claim(1000, 0, limit, pcpus(0, pcpus));
    }

    /** Lengths of the runs on pCPU 0 between {@code from} and {@code to}, where the preempted vCPU waits at once. */
    private static double meanRunNs(double... shares) {
        TestHost host = new TestHost(
                Topology.flat(1), new XenCredit2Scheduler(), parameters().with("preempted-waits", "at-once"));
        for (int i = 0; i < shares.length; i++) {
            host.vcpu("H" + i, shares[i]).hog(0);
        }
        host.runUntil(6_000 * MS);
        return 6_000.0 * MS / host.trace(0, MS).split(", ").length;
    }

    /** C2-1: with weights of 1 : 2 the mean run is 1.5 ms. */
    @Test
    void c21MeanRunIs1500UsForWeightsOfOneToTwo() {
        assertThat(meanRunNs(1000, 2000)).isCloseTo(1.5 * MS, within(0.03 * MS));
    }

    /** C2-2: two equal hogs take turns of the ratelimit. */
    @Test
    void c22MeanRunOfTwoEqualHogsIsTheRatelimit() {
        assertThat(meanRunNs(1000, 1000)).isCloseTo(1.0 * MS, within(0.03 * MS));
    }

    /**
     * The light vCPU burns 2 credits for each nanosecond, so 10 ms of them last for 5 ms. At 15 ms nobody has any: an epoch
     * begins, and the heavy one runs on for the shortest time, which makes the light one best again.
     */
    @Test
    void c21EpochLasts15MsForWeightsOfOneToTwo() {
        TestHost host = host(1);
        TestHost.Vcpu light = host.vcpu("L", 1000).hog(0);
        TestHost.Vcpu heavy = host.vcpu("H", 2000).hog(0);
        host.runUntil(60 * MS);
        assertThat(host.trace(0, MS))
                .isEqualTo(
                        "L 0-5, H 5-15.5, L 15.5-20.5, H 20.5-30.5, L 30.5-35.5, H 35.5-45.5, L 45.5-50.5, H 50.5-60");
        host.runUntil(60_000 * MS);
        assertThat(light.share()).isCloseTo(1 / 3.0, within(0.0005));
        assertThat(heavy.share()).isCloseTo(2 / 3.0, within(0.0005));
    }

    /** B does not wait yet when A's time is computed after it, so A may use all it has. */
    @Test
    void c22EpochOfTwoEqualHogsLasts20Ms() {
        TestHost host = host(1);
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).hog(0);
        host.runUntil(90 * MS);
        assertThat(host.trace(0, MS))
                .isEqualTo("A 0-10, B 10-20.5, A 20.5-30.5, B 30.5-40.5, A 40.5-50.5, B 50.5-60.5, A 60.5-70.5, "
                        + "B 70.5-80.5, A 80.5-90");
    }

    /** A has the first 10 ms, before the others are best; then it has to wait for the end of the epoch at 40 ms. */
    @Test
    void c23EpochOfFourEqualHogsLasts40Ms() {
        TestHost host = host(1);
        List<TestHost.Vcpu> hogs = List.of(
                host.vcpu("A", 1000).hog(0),
                host.vcpu("B", 1000).hog(0),
                host.vcpu("C", 1000).hog(0),
                host.vcpu("D", 1000).hog(0));
        host.runUntil(45 * MS);
        assertThat(host.trace(0, MS))
                .startsWith("A 0-10, B 10-11, C 11-12, D 12-13.5, B 13.5-14.5, C 14.5-15.5, D 15.5-16.5, ")
                .endsWith("D 39.5-40.5, A 40.5-41.5, B 41.5-42.5, C 42.5-43.5, D 43.5-44.5, A 44.5-45");
        host.runUntil(60_000 * MS);
        assertThat(hogs).allSatisfy(hog -> assertThat(hog.share()).isCloseTo(0.25, within(0.0005)));
    }

    @Test
    void c24EpochLasts12Point5MsForWeightsOfOneToFour() {
        TestHost host = host(1);
        TestHost.Vcpu light = host.vcpu("L", 1000).hog(0);
        host.vcpu("H", 4000).hog(0);
        host.runUntil(50 * MS);
        assertThat(host.trace(0, MS))
                .isEqualTo("L 0-2.5, H 2.5-13, L 13-15.5, H 15.5-25.5, L 25.5-28, H 28-38, L 38-40.5, H 40.5-50");
        host.runUntil(60_000 * MS);
        assertThat(light.share()).isCloseTo(0.2, within(0.0005));
    }

    @Test
    void wakingVcpuPreemptsWhoHasLessCreditUnlessItHasJustBegun() {
        TestHost host = host(1);
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(2 * MS, MS);
        host.runUntil(5 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-2, B 2-3, A 3-5");
    }

    /** Nobody tells the pCPU again after the ratelimit, so the sleeper waits for the end of the run. */
    @Test
    void wakingWithinTheRatelimitOfAnotherWaitsForAllOfItsRun() {
        TestHost host = host(1);
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(500 * US, MS);
        host.runUntil(15 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-10, B 10-11, A 11-15");
    }

    @Test
    void wakingVcpuPreemptsWhereItIsAheadMost() {
        TestHost host = host(3);
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).hog(2 * MS);
        host.vcpu("C", 1000).hog(MS);
        TestHost.Vcpu late = host.vcpu("late", 1000).burst(4 * MS, MS);
        host.runUntil(4_500 * US);
        assertThat(late.pcpu()).isZero();
    }

    @Test
    void wholeIdleCoreIsTakenBeforeAnIdleThread() {
        TestHost host = new TestHost(new Topology(4, 2, 2), new XenCredit2Scheduler(), parameters());
        TestHost.Vcpu a = host.vcpu("A", 1000).hog(0);
        TestHost.Vcpu b = host.vcpu("B", 1000).hog(MS);
        TestHost.Vcpu c = host.vcpu("C", 1000).hog(2 * MS);
        host.runUntil(3 * MS);
        assertThat(List.of(a.pcpu(), b.pcpu(), c.pcpu())).containsExactly(0, 2, 3);
    }

    /**
     * A and C share socket 0 when the others have gone at 100 ms. Nothing is stolen; the next end of an epoch, and load
     * averages 0.125 apart, move one of them.
     */
    @Test
    void epochsEndBalancesLoadOverSockets() {
        TestHost host = new TestHost(new Topology(2, 1, 1), new XenCredit2Scheduler(), parameters());
        TestHost.Vcpu a = host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(0, 50 * MS);
        TestHost.Vcpu c = host.vcpu("C", 1000).hog(0);
        host.vcpu("D", 1000).burst(0, 50 * MS);
        host.runUntil(102 * MS);
        assertThat(List.of(a.isRunnable(), c.isRunnable())).containsExactlyInAnyOrder(true, false);
        assertThat(host.trace(1, MS)).endsWith("-100");
        long at102 = a.ranNs() + c.ranNs();
        host.runUntil(1_000 * MS);
        assertThat(a.pcpu()).isNotEqualTo(c.pcpu());
        assertThat(a.ranNs() + c.ranNs() - at102).isBetween(1_500 * MS, 1_796 * MS);
    }

    @Test
    void runQueuesHaveNoMorePcpusThanAllowed() {
        Parameters parameters = parameters().with("pcpus-per-runqueue", 1).with("overload-tolerance", 100);
        TestHost host = new TestHost(Topology.flat(2), new XenCredit2Scheduler(), parameters);
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(0, MS);
        host.vcpu("C", 1000).hog(0);
        host.runUntil(1_000 * MS);
        // A and C share a pCPU beside an idle one that has a run queue of its own.
        assertThat(host.busyNs()).isEqualTo(1_001 * MS);
    }

    @Test
    void budgetIsRefilledEachPeriod() {
        TestHost host = host(1);
        TestHost.Vcpu capped = host.vm("A", 1, limited(0.25, 1)).get(0).hog(0);
        host.runUntil(35 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-2.5, A 10-12.5, A 20-22.5, A 30-32.5");
        assertThat(capped.waitedNs(Wait.CAPPED)).isEqualTo(25 * MS);
        assertThat(capped.waitedNs(Wait.CONTENTION)).isZero();
    }

    @Test
    void whatACapLeavesGoesToTheOther() {
        TestHost host = host(1);
        TestHost.Vcpu capped = host.vm("capped", 1, limited(0.25, 1)).get(0).hog(0);
        TestHost.Vcpu hog = host.vcpu("hog", 1000).hog(0);
        host.runUntil(10_000 * MS);
        assertThat(capped.share()).isCloseTo(0.25, within(0.0025));
        assertThat(hog.share()).isCloseTo(0.75, within(0.0025));
    }

    @Test
    void capIsThatOfTheWholeVm() {
        TestHost host = host(4);
        List<TestHost.Vcpu> capped = host.vm("capped", 4, limited(1.5, 4));
        capped.forEach(vcpu -> vcpu.hog(0));
        host.runUntil(10_000 * MS);
        assertThat(capped.stream().mapToDouble(TestHost.Vcpu::share).sum()).isCloseTo(1.5, within(0.001));
    }

    /** A budget of 0.3 ms, but runs of 1 ms because of the ratelimit: the periods that follow are skipped. */
    @Test
    void budgetThatWasOverrunIsPaidBack() {
        TestHost host = host(1);
        TestHost.Vcpu capped = host.vm("A", 1, limited(0.03, 1)).get(0).hog(0);
        host.runUntil(10_000 * MS);
        assertThat(capped.share()).isCloseTo(0.03, within(0.0005));
    }

    /** Each vCPU takes 2.5 of 5 ms; what the first leaves of it lets the second, parked at 2.5 ms, go on. */
    @Test
    void budgetThatIsReturnedServesAParkedSibling() {
        TestHost host = host(2);
        List<TestHost.Vcpu> vm = host.vm("A", 2, limited(0.5, 2));
        vm.get(0).burst(2 * MS, 2 * MS);
        vm.get(1).hog(0);
        host.runUntil(9 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A0 2-4");
        assertThat(host.trace(1, MS)).isEqualTo("A1 0-2.5, A1 4-5");
    }
}
