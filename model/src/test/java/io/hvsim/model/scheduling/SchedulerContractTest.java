// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every scheduler has to keep, whatever its policy. */
class SchedulerContractTest {
    private static final long QUANTUM = 1_000_000;

    static Stream<ServiceLoader.Provider<VcpuScheduler>> schedulers() {
        return ServiceLoader.load(VcpuScheduler.class).stream();
    }

    private static Contender vcpu(int id, int... pcpus) {
        BitSet affinity = new BitSet();
        for (int pcpu : pcpus) {
            affinity.set(pcpu);
        }
        return new Contender(id, id, 1000, affinity);
    }

    private static VcpuScheduler started(
            ServiceLoader.Provider<VcpuScheduler> provider, int pcpus, List<Contender> vcpus) {
        VcpuScheduler scheduler = provider.get();
        scheduler.start(pcpus, QUANTUM);
        vcpus.forEach(scheduler::add);
        return scheduler;
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void wakeNamesAnIdlePcpuAndPickReturnsTheVcpuOnce(ServiceLoader.Provider<VcpuScheduler> provider) {
        Contender only = vcpu(0, 0, 1);
        VcpuScheduler scheduler = started(provider, 2, List.of(only));
        int pcpu = scheduler.wake(only, 0);
        assertThat(pcpu).isBetween(0, 1);
        assertThat(scheduler.pick(pcpu, 0)).isSameAs(only);
        assertThat(scheduler.pick(1 - pcpu, 0)).isNull();
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void affinityIsRespectedByWakeAndPick(ServiceLoader.Provider<VcpuScheduler> provider) {
        Contender pinned = vcpu(0, 1);
        VcpuScheduler scheduler = started(provider, 2, List.of(pinned));
        assertThat(scheduler.wake(pinned, 0)).isEqualTo(1);
        assertThat(scheduler.pick(0, 0)).isNull();
        assertThat(scheduler.pick(1, 0)).isSameAs(pinned);
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void preemptedVcpuIsNotLost(ServiceLoader.Provider<VcpuScheduler> provider) {
        Contender first = vcpu(0, 0);
        VcpuScheduler scheduler = started(provider, 1, List.of(first));
        scheduler.wake(first, 0);
        scheduler.pick(0, 0);
        scheduler.preempt(first, 0, QUANTUM);
        assertThat(scheduler.pick(0, QUANTUM)).isSameAs(first);
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void blockedVcpuIsNotPicked(ServiceLoader.Provider<VcpuScheduler> provider) {
        Contender first = vcpu(0, 0);
        VcpuScheduler scheduler = started(provider, 1, List.of(first));
        scheduler.wake(first, 0);
        scheduler.pick(0, 0);
        scheduler.block(first, 0, 10);
        assertThat(scheduler.pick(0, 10)).isNull();
    }

    @ParameterizedTest
    @MethodSource("schedulers")
    void equalHogsGetEqualSharesAndNoneStarves(ServiceLoader.Provider<VcpuScheduler> provider) {
        List<Contender> hogs = List.of(vcpu(0, 0), vcpu(1, 0), vcpu(2, 0));
        VcpuScheduler scheduler = started(provider, 1, hogs);
        hogs.forEach(hog -> scheduler.wake(hog, 0));
        long[] ran = new long[3];
        long now = 0;
        for (int turn = 0; turn < 3000; turn++) {
            Contender running = scheduler.pick(0, now);
            now += scheduler.quantumNs(running, 0);
            ran[running.id()] += scheduler.quantumNs(running, 0);
            scheduler.preempt(running, 0, now);
        }
        assertThat(ran).containsOnly(1000 * QUANTUM);
    }
}
