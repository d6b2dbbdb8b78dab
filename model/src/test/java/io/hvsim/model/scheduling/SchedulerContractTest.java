// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.FOREVER;
import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Policies.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every scheduler has to keep, whatever its policy. {@link TestHost} checks affinity and that nothing runs twice. */
class SchedulerContractTest {

    static Stream<Policy> policies() {
        return Policies.all().stream();
    }

    /** Policies that share a pCPU among more vCPUs than one. */
    static Stream<Policy> sharing() {
        return policies().filter(Policy::shares);
    }

    /** Policies that heed shares. */
    static Stream<Policy> weighted() {
        return sharing().filter(Policy::weighs);
    }

    private static TestHost host(Policy policy, int pcpus) {
        return new TestHost(Topology.flat(pcpus), policy.scheduler().get(), policy.parameters());
    }

    @Test
    void everyPolicyOnTheClassPathIsTested() {
        Set<String> found = ServiceLoader.load(VcpuScheduler.class).stream()
                .map(provider -> provider.get().name())
                .collect(Collectors.toSet());
        assertThat(policies().map(policy -> policy.scheduler().get().name()).collect(Collectors.toSet()))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void missingParameterIsNamed(Policy policy) {
        VcpuScheduler scheduler = policy.scheduler().get();
        assumeTrue(!scheduler.parameters().isEmpty());
        assertThatThrownBy(() -> new TestHost(Topology.flat(1), scheduler, new Parameters()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the policy's parameter '");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void lonelyVcpuRunsAtOnceAndWithoutBreak(Policy policy) {
        TestHost host = host(policy, 2);
        TestHost.Vcpu only = host.vcpu("A", 1000).burst(3 * MS, 200 * MS);
        host.runUntil(300 * MS);
        assertThat(only.responses).containsExactly(200 * MS);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void pinnedVcpusRunWhereTheyMay(Policy policy) {
        TestHost host = host(policy, 3);
        TestHost.Vcpu first =
                host.vm("A", 1, Claim.of(1000, TestHost.pcpus(1, 2))).get(0).hog(0);
        TestHost.Vcpu second =
                host.vm("B", 1, Claim.of(1000, TestHost.pcpus(2, 3))).get(0).hog(0);
        host.runUntil(1000 * MS);
        assertThat(first.share()).isEqualTo(1.0);
        assertThat(second.share()).isEqualTo(1.0);
        assertThat(host.trace(0, MS)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sharing")
    void equalHogsGetEqualSharesAndNoneStarves(Policy policy) {
        TestHost host = host(policy, 1);
        List<TestHost.Vcpu> hogs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            hogs.add(host.vcpu("H" + i, 1000).hog(0));
        }
        host.runUntil(60_000 * MS);
        assertThat(hogs).allSatisfy(hog -> assertThat(hog.share()).isCloseTo(1 / 3.0, within(0.0034)));
        assertThat(host.busyNs()).isEqualTo(60_000 * MS);
    }

    @ParameterizedTest
    @MethodSource("weighted")
    void hogsShareByWeightWithinOnePercent(Policy policy) {
        TestHost host = host(policy, 1);
        TestHost.Vcpu light = host.vcpu("light", 1000).hog(0);
        TestHost.Vcpu heavy = host.vcpu("heavy", 2000).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(light.share()).isCloseTo(1 / 3.0, within(0.0034));
        assertThat(heavy.share()).isCloseTo(2 / 3.0, within(0.0067));
    }

    @ParameterizedTest
    @MethodSource("sharing")
    void noPcpuIsIdleForLongWhileAVcpuWaits(Policy policy) {
        TestHost host = host(policy, 4);
        for (int i = 0; i < 6; i++) {
            host.vcpu("H" + i, 1000).hog(i * MS);
        }
        host.runUntil(10_000 * MS);
        assertThat(host.busyNs()).isGreaterThan((long) (4 * 10_000 * MS * 0.995));
    }

    @ParameterizedTest
    @MethodSource("sharing")
    void everyBurstEndsWhateverTheMix(Policy policy) {
        TestHost host = host(policy, 2);
        RandomStream random = RandomStream.of(7, 0, "contract");
        List<TestHost.Vcpu> sleepers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            long burst = 100 * US + (long) (random.nextDouble() * 5 * MS);
            long sleep = 100 * US + (long) (random.nextDouble() * 20 * MS);
            sleepers.add(host.vcpu("S" + i, 1000).closedLoop(i * 333 * US, burst, sleep));
        }
        host.vcpu("hog", 1000).hog(0);
        host.runUntil(20_000 * MS);
        assertThat(sleepers).allSatisfy(sleeper -> {
            assertThat(sleeper.responses).hasSizeGreaterThan(100);
            assertThat(sleeper.responses).allSatisfy(ns -> assertThat(ns).isLessThan(1_000 * MS));
        });
    }

    @ParameterizedTest
    @MethodSource("policies")
    void timeIsConserved(Policy policy) {
        TestHost host = host(policy, 2);
        List<TestHost.Vcpu> all = List.of(
                host.vcpu("A", 1000).hog(0),
                host.vcpu("B", 500).closedLoop(0, 3 * MS, 7 * MS),
                host.vcpu("C", 2000).periodic(MS, 2 * MS, 10 * MS),
                host.vcpu("D", 1000).hog(5 * MS));
        host.runUntil(5_000 * MS);
        assertThat(all.stream().mapToLong(TestHost.Vcpu::ranNs).sum()).isEqualTo(host.busyNs());
        assertThat(host.busyNs()).isLessThanOrEqualTo(2 * 5_000 * MS);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void decisionsAreTheSameInEveryRun(Policy policy) {
        assertThat(mixed(policy)).isEqualTo(mixed(policy));
    }

    private static String mixed(Policy policy) {
        TestHost host = host(policy, 2);
        for (int i = 0; i < 5; i++) {
            host.vcpu("S" + i, 1000).closedLoop(i * 700 * US, (i + 1) * 300 * US, 2 * MS);
        }
        host.vcpu("hog", 1000).burst(0, FOREVER);
        host.runUntil(2_000 * MS);
        return host.trace(0, US) + "|" + host.trace(1, US);
    }
}
