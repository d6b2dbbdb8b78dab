// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;
import static io.hvsim.model.scheduling.TestHost.pcpus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What EEVDF and CFS share: bandwidth control, groups, placement and balancing. */
class LinuxHostTest {

    /** Both policies with vCPUs on their own and in groups. */
    record Kind(String policy, String groups) {
        TestHost host(Topology topology, long tickNs) {
            return policy.equals("linux-cfs")
                    ? new TestHost(
                            topology,
                            new LinuxCfsScheduler(),
                            LinuxPresets.cfs(tickNs).with("groups", groups))
                    : new TestHost(
                            topology,
                            new LinuxEevdfScheduler(),
                            LinuxPresets.eevdf("6.18y", tickNs).with("groups", groups));
        }

        TestHost host(int pcpus) {
            return host(Topology.flat(pcpus), MS);
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of("linux-cfs", "linux-eevdf")
                .flatMap(policy -> Stream.of(new Kind(policy, "flat"), new Kind(policy, "vm")));
    }

    private static List<TestHost.Vcpu> limited(TestHost host, String name, int vcpus, double limit) {
        return host.vm(name, vcpus, new Claim(1000, 0, limit, host.all()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void b1RequestOf30MsUnderALimitOf13PercentTakes204Ms(Kind kind) {
        TestHost host = kind.host(1);
        TestHost.Vcpu vcpu = limited(host, "A", 1, 0.13).get(0).burst(0, 30 * MS);
        host.runUntil(400 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-13, A 100-113, A 200-204");
        assertThat(vcpu.responses).containsExactly(204 * MS);
        assertThat(vcpu.waitedNs(Wait.CAPPED)).isEqualTo(2 * 87 * MS);
        assertThat(vcpu.waitedNs(Wait.CONTENTION)).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatATickOverranIsPaidInTheNextPeriod(Kind kind) {
        TestHost host = kind.host(Topology.flat(1), 4 * MS);
        limited(host, "A", 1, 0.13).get(0).burst(0, 30 * MS);
        host.runUntil(400 * MS);
        // 16 of 13 ms; then 12 of the 10 ms left; then 2.
        assertThat(host.trace(0, MS)).isEqualTo("A 0-16, A 100-112, A 200-202");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void limitHoldsInTheLongRunOverAllVcpusOfAVm(Kind kind) {
        TestHost host = kind.host(4);
        List<TestHost.Vcpu> capped = limited(host, "A", 3, 0.7);
        capped.forEach(vcpu -> vcpu.hog(0));
        TestHost.Vcpu free = host.vcpu("B", 1000).hog(0);
        host.runUntil(20_000 * MS);
        assertThat(capped.stream().mapToDouble(TestHost.Vcpu::share).sum()).isCloseTo(0.7, within(0.002));
        assertThat(free.share()).isEqualTo(1.0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void othersHaveThePcpuWhileAVmIsThrottled(Kind kind) {
        TestHost host = kind.host(1);
        TestHost.Vcpu capped = limited(host, "A", 1, 0.2).get(0).hog(0);
        TestHost.Vcpu free = host.vcpu("B", 1000).hog(0);
        host.runUntil(20_000 * MS);
        assertThat(capped.share()).isCloseTo(0.2, within(0.002));
        assertThat(free.share()).isCloseTo(0.8, within(0.002));
        assertThat(capped.waitedNs(Wait.CAPPED) + capped.waitedNs(Wait.CONTENTION) + capped.ranNs())
                .isEqualTo(host.now());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void vcpusThatWakeWhileTheirVmIsThrottledWaitForTheNextPeriod(Kind kind) {
        TestHost host = kind.host(1);
        List<TestHost.Vcpu> vm = limited(host, "A", 2, 0.13);
        vm.get(0).burst(0, 13 * MS + 500 * US);
        vm.get(1).burst(50 * MS, MS);
        host.runUntil(200 * MS);
        assertThat(vm.get(1).waitedNs(Wait.CAPPED)).isEqualTo(50 * MS);
        assertThat(vm.get(1).responses).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void limitThatIsNeverReachedChangesNothing(Kind kind) {
        TestHost host = kind.host(2);
        TestHost.Vcpu vcpu = limited(host, "A", 1, 1.5).get(0).hog(0);
        host.runUntil(5_000 * MS);
        assertThat(vcpu.share()).isEqualTo(1.0);
    }

    @Test
    void quotaIsTakenInSlicesAndGivenBackExceptForALittle() {
        Quota quota = new Quota(new Quota.Rules(100, 5, 1), 0.12, 3);
        assertThat(quota.admits(0)).isTrue();
        assertThat(quota.admits(1)).isTrue();
        quota.charge(0, 5);
        assertThat(quota.isUsedUp(0)).as("took the last 2").isFalse();
        assertThat(quota.admits(2)).isFalse();
        quota.slept(1);
        quota.charge(0, 2);
        assertThat(quota.isUsedUp(0)).as("took the 4 that were given back").isFalse();
        quota.charge(0, 4);
        assertThat(quota.isUsedUp(0)).isTrue();
        assertThat(quota.isUsedUp(1)).as("kept 1").isFalse();
        quota.refill();
        assertThat(quota.resume(2)).isTrue();
        assertThat(quota.resume(2)).as("not throttled any more").isFalse();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void quotaIsWholeAgainAfterASleepOfManyPeriods(Kind kind) {
        TestHost host = kind.host(1);
        TestHost.Vcpu vcpu =
                limited(host, "A", 1, 0.13).get(0).burst(0, 30 * MS).burst(5_000 * MS, 30 * MS);
        host.runUntil(10_000 * MS);
        // And 1 ms more, which the pCPU has kept.
        assertThat(vcpu.responses).containsExactly(204 * MS, 203 * MS);
        assertThat(host.simulation.pending())
                .as("ticks and periods end while all sleep")
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void quotasFarBelowATickAreOverdrawnAndPaidBackOverPeriods(Kind kind) {
        TestHost host = kind.host(Topology.flat(1), 10 * MS);
        TestHost.Vcpu vcpu = limited(host, "A", 1, 0.01).get(0).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(vcpu.share()).isCloseTo(0.01, within(0.0005));
    }

    @Test
    void sleepingVcpusOfAGroupLeaveTheirWeightToTheOthers() {
        for (String policy : List.of("linux-cfs", "linux-eevdf")) {
            for (String groups : List.of("flat", "vm")) {
                TestHost host = new Kind(policy, groups).host(1);
                TestHost.Vcpu first =
                        host.vm("A", 2, Claim.of(1000, host.all())).get(0).hog(0);
                TestHost.Vcpu other = host.vcpu("B", 1000).hog(0);
                host.runUntil(20_000 * MS);
                assertThat(first.share()).isCloseTo(0.5, within(0.002));
                assertThat(other.share()).isCloseTo(0.5, within(0.002));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aGroupWeighsTheSameHoweverManyVcpusItHas(Kind kind) {
        TestHost host = kind.host(1);
        List<TestHost.Vcpu> vm = host.vm("A", 3, Claim.of(1000, host.all()));
        vm.forEach(vcpu -> vcpu.hog(0));
        TestHost.Vcpu other = host.vcpu("B", 1000).hog(0);
        host.runUntil(40_000 * MS);
        double expected = kind.groups.equals("vm") ? 0.5 : 0.25;
        assertThat(vm).allSatisfy(vcpu -> assertThat(vcpu.share()).isCloseTo((1 - expected) / 3, within(0.002)));
        assertThat(other.share()).isCloseTo(expected, within(0.002));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void wakesOnItsLastPcpuElseOnAnIdleCoreElseOnTheSameSocket(Kind kind) {
        // Threads 0 to 3 are socket 0, cores of two threads.
        TestHost host = kind.host(new Topology(8, 2, 2), MS);
        List<TestHost.Vcpu> vcpus = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            vcpus.add(host.vcpu("V" + i, 1000).hog(i * MS));
        }
        host.runUntil(10 * MS);
        // The first four each have a core; the fifth and sixth have none left, and no pCPU they knew.
        assertThat(vcpus.stream().map(TestHost.Vcpu::pcpu)).containsExactly(0, 2, 4, 6, 1, 3);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void wakesWhereItRanLastIfThatIsIdle(Kind kind) {
        TestHost host = kind.host(4);
        TestHost.Vcpu first = host.vcpu("A", 1000).burst(0, 20 * MS);
        TestHost.Vcpu second = host.vcpu("B", 1000).burst(MS, MS).burst(50 * MS, MS);
        host.runUntil(100 * MS);
        assertThat(host.trace(1, MS)).isEqualTo("B 1-2, B 50-51");
        assertThat(first.responses).containsExactly(20 * MS);
        assertThat(second.responses).containsExactly(MS, MS);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void prefersItsOwnSocketWhenItsPcpuIsTaken(Kind kind) {
        TestHost host = kind.host(new Topology(8, 1, 4), MS);
        TestHost.Vcpu vcpu =
                host.vm("A", 1, Claim.of(1000, pcpus(2, 8))).get(0).burst(0, MS).burst(20 * MS, 10 * MS);
        host.vm("P", 1, Claim.of(1000, pcpus(2, 3))).get(0).hog(10 * MS);
        host.runUntil(25 * MS);
        assertThat(vcpu.pcpu()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void pcpuThatBecomesIdlePullsAVcpuThatWaits(Kind kind) {
        TestHost host = kind.host(2);
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(0, 50 * MS);
        TestHost.Vcpu waiting =
                host.vm("C", 1, Claim.of(1000, host.all())).get(0).hog(MS);
        host.runUntil(200 * MS);
        assertThat(waiting.isRunnable()).isFalse();
        assertThat(host.busyNs()).isEqualTo(400 * MS);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void pcpuThatBecomesIdlePullsNothingThatMayNotRunThere(Kind kind) {
        TestHost host = kind.host(2);
        host.vm("A", 1, Claim.of(1000, pcpus(0, 1))).get(0).hog(0);
        host.vm("B", 1, Claim.of(1000, pcpus(0, 1))).get(0).hog(0);
        host.vm("C", 1, Claim.of(1000, pcpus(1, 2))).get(0).burst(0, 50 * MS);
        host.runUntil(200 * MS);
        assertThat(host.trace(1, MS)).isEqualTo("C 0-50");
    }

    /** Three on pCPU 0, of which F may leave, and one on pCPU 1; the share of F. */
    private static double shareOfTheThird(TestHost host) {
        TestHost.Vcpu third = host.vcpu("F", 1000).burst(0, MS).hog(3 * MS);
        host.vm("P", 1, Claim.of(1000, pcpus(1, 2))).get(0).hog(MS);
        host.vm("Q", 1, Claim.of(1000, pcpus(0, 1))).get(0).hog(2 * MS);
        host.vm("R", 1, Claim.of(1000, pcpus(0, 1))).get(0).hog(2 * MS);
        host.runUntil(20_000 * MS);
        return third.share();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void balancingEvensOutQueuesThatDifferByTwo(Kind kind) {
        assertThat(shareOfTheThird(kind.host(2))).isCloseTo(0.5, within(0.005));
    }

    @Test
    void balancingLeavesSmallDifferencesAndHotVcpusAlone() {
        for (String unmet : List.of("balance-difference", "cache-hot")) {
            Parameters parameters = LinuxPresets.cfs(MS);
            parameters.with(unmet, parameters.number(unmet) * 1000);
            TestHost host = new TestHost(Topology.flat(2), new LinuxCfsScheduler(), parameters);
            assertThat(shareOfTheThird(host)).as(unmet).isCloseTo(1 / 3.0, within(0.005));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void virtualTimesOfTwoQueuesAreMadeComparableByAMove(Kind kind) {
        TestHost host = kind.host(2);
        host.vm("P", 1, Claim.of(1000, pcpus(1, 2))).get(0).burst(0, 10_000 * MS);
        host.vm("A", 1, Claim.of(1000, pcpus(0, 1))).get(0).hog(0);
        TestHost.Vcpu mover = host.vm("M", 1, Claim.of(1000, host.all())).get(0).hog(MS);
        TestHost.Vcpu other =
                host.vm("E", 1, Claim.of(1000, pcpus(1, 2))).get(0).hog(10_100 * MS);
        host.runUntil(10_099 * MS);
        // M has had half of pCPU 0 while pCPU 1 was taken all the time.
        assertThat(mover.pcpu()).isEqualTo(1);
        long before = mover.ranNs();
        host.runUntil(12_099 * MS);
        assertThat(mover.ranNs() - before).isBetween(970 * MS, 1030 * MS);
        assertThat(other.ranNs()).isBetween(970 * MS, 1030 * MS);
    }

    @Test
    void onOnePcpuGroupsOfOneVcpuCompeteAsTheirVcpusWould() {
        for (String preset : LinuxPresets.EEVDF) {
            assertThat(mix(preset, "vm")).as(preset).isEqualTo(mix(preset, "flat"));
        }
    }

    private static String mix(String preset, String groups) {
        TestHost host = new TestHost(
                Topology.flat(2),
                new LinuxEevdfScheduler(),
                LinuxPresets.eevdf(preset, 4 * MS).with("groups", groups));
        RandomStream random = RandomStream.of(11, 0, "mix");
        for (int i = 0; i < 8; i++) {
            TestHost.Vcpu vcpu = host.vm("V" + i, 1, Claim.of(i == 0 ? 3000 : 1000, pcpus(0, 1)))
                    .get(0);
            long burst = (i + 1) * 617 * US;
            if (i < 2) {
                vcpu.hog(i * MS);
            } else {
                vcpu.closedLoop(i * MS, burst, () -> (long) (random.nextDouble() * 60 * MS));
            }
        }
        host.runUntil(20_000 * MS);
        return host.trace(0, 1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void yieldingKeepsSharesAndAccounts(Kind kind) {
        VcpuScheduler scheduler = kind.policy.equals("linux-cfs") ? new LinuxCfsScheduler() : new LinuxEevdfScheduler();
        Parameters parameters =
                kind.policy.equals("linux-cfs") ? LinuxPresets.cfs(MS) : LinuxPresets.eevdf("6.18y", MS);
        TestHost host = new TestHost(Topology.flat(2), scheduler, parameters.with("groups", kind.groups));
        List<TestHost.Vcpu> vm = host.vm("A", 4, Claim.of(1000, host.all()));
        vm.forEach(vcpu -> vcpu.hog(0));
        host.vcpu("B", 1000).hog(0);
        host.vcpu("C", 1000).closedLoop(0, 300 * US, 5 * MS);
        int yields = 0;
        for (int i = 1; i < 3000; i++) {
            host.runUntil(i * 617 * US);
            TestHost.Vcpu from = vm.get(i % 4);
            TestHost.Vcpu to = vm.get((i + 1) % 4);
            if (from.pcpu() >= 0 && to.isRunnable()) {
                yields++;
                host.timer(() -> scheduler.yieldTo(from.pcpu(), to.contender)).armAt(host.now());
            }
        }
        assertThat(yields).isGreaterThan(100);
        assertThat(host.busyNs()).isEqualTo(2 * host.now());
        assertThat(vm).allSatisfy(vcpu -> assertThat(vcpu.share()).isBetween(0.15, 0.6));
    }
}
