// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;
import static io.hvsim.model.scheduling.TestHost.pcpus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CFS on one of eight CPUs: latency 24 ms, granularity 3 ms, wake-up granularity 4 ms, a tick of 1 ms. */
class LinuxCfsSchedulerTest {
    private final TestHost host = host("gentle");

    private static TestHost host(String sleepers) {
        return new TestHost(
                Topology.flat(8), new LinuxCfsScheduler(), LinuxPresets.cfs(MS).with("sleepers", sleepers));
    }

    private TestHost.Vcpu pinned(String name, long weight) {
        return pinned(host, name, weight);
    }

    private static TestHost.Vcpu pinned(TestHost host, String name, long weight) {
        return host.vm(name, 1, Claim.of(weight / 1.024, pcpus(0, 1))).get(0);
    }

    @ParameterizedTest
    @CsvSource({"f1, 335, 0.7535", "f4, 820, 0.555"})
    void f1f4HogsShareByNiceWeights(String id, long weight, double share) {
        TestHost.Vcpu nice0 = pinned("nice0", 1024).hog(0);
        TestHost.Vcpu nicer = pinned("nicer", weight).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(nice0.share()).as(id).isCloseTo(share, within(0.001));
        assertThat(nicer.share()).isCloseTo(1 - share, within(0.001));
    }

    @Test
    void f2TwoHogsRunATickMoreThanTheirSlice() {
        pinned("A", 1024).hog(0);
        pinned("B", 1024).hog(0);
        host.runUntil(52 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-13, B 13-26, A 26-39, B 39-52");
    }

    @Test
    void f3SixteenHogsRunATickMoreThanTheGranularity() {
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            pinned("H" + i, 1024).hog(0);
            expected.append(i == 0 ? "" : ", ").append("H" + i + " " + 4 * i + "-" + 4 * (i + 1));
        }
        host.runUntil(64 * MS);
        assertThat(host.trace(0, MS)).isEqualTo(expected.toString());
    }

    @Test
    void sleeperPreemptsAtOnceAndIsNotRepaidForMoreThanHalfALatency() {
        pinned("hog", 1024).hog(0);
        pinned("sleeper", 1024).hog(500 * MS + 300 * US);
        host.runUntil(530 * MS);
        // It is 12 ms behind; at the 13th tick it has had more than its slice of 12 ms and is ahead.
        assertThat(host.trace(0, 100 * US))
                .isEqualTo("hog 0-5003, sleeper 5003-5130, hog 5130-5260, sleeper 5260-5300");
    }

    @Test
    void fullSleepersAreRepaidTheWholeLatency() {
        for (String sleepers : new String[] {"gentle", "full"}) {
            TestHost host = host(sleepers);
            pinned(host, "hog", 1024).hog(0);
            pinned(host, "sleeper", 1024).hog(500 * MS);
            host.runUntil(600 * MS);
            String[] trace = host.trace(0, MS).split(", ");
            // 24 ms behind it is chosen again at each tick until it has caught up.
            assertThat(trace[1]).isEqualTo(sleepers.equals("gentle") ? "sleeper 500-513" : "sleeper 500-524");
        }
    }

    @ParameterizedTest
    @CsvSource({"3500, 9500", "4000, 9000", "4001, 0", "4500, 0"})
    void shortSleeperPreemptsOnlyBeyondTheWakeUpGranularity(long sleepUs, long waitUs) {
        pinned("hog", 1024).hog(0);
        TestHost.Vcpu task = pinned("task", 1024).burst(100 * MS, 12 * MS).burst(112 * MS + sleepUs * US, MS);
        host.runUntil(200 * MS);
        // It slept with the virtual time of the hog, which began its slice at 112 ms.
        assertThat(task.responses).containsExactly(12 * MS, MS + waitUs * US);
    }

    @ParameterizedTest
    @CsvSource({"1024, 0", "512, 0", "256, 700"})
    void lightSleeperNeedsAGreaterDistanceToPreempt(long weight, long waitUs) {
        pinned("hog", 1024).hog(0);
        TestHost.Vcpu light = pinned("light", weight).burst(100 * MS + 300 * US, MS);
        host.runUntil(200 * MS);
        // 12 ms behind, with wake-up granularities of 4, 8 and 16 ms; the hog has had its slice long ago, says the next
        // tick.
        assertThat(light.responses).containsExactly(MS + waitUs * US);
    }

    @ParameterizedTest
    @CsvSource({"4000, true", "4001, false", "9000, false"})
    void yieldGivesWayToTheTargetWithinTheWakeUpGranularity(long behindUs, boolean switches) {
        LinuxCfsScheduler scheduler = new LinuxCfsScheduler();
        TestHost host = new TestHost(Topology.flat(8), scheduler, LinuxPresets.cfs(MS));
        TestHost.Vcpu a = pinned(host, "A", 1024).hog(0);
        TestHost.Vcpu b = pinned(host, "B", 1024).hog(0);
        host.timer(() -> scheduler.yieldTo(0, b.contender)).armAt(12_500 * US);
        host.runUntil(13 * MS - 1);
        assertThat(host.trace(0, 100 * US)).as("B is behind, so it runs").isEqualTo("A 0-125, B 125-129.99999");
        host.timer(() -> scheduler.yieldTo(0, a.contender)).armAt(25 * MS - behindUs * US);
        host.runUntil(24_900 * US);
        assertThat(a.pcpu() == 0).isEqualTo(switches);
    }

    /** A yields to C, which waits for B on the other pCPU; that is left alone while it is switching to B. */
    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void yieldDoesNotCutASwitchShort(boolean switching, boolean runs) {
        LinuxCfsScheduler scheduler = new LinuxCfsScheduler();
        TestHost host = new TestHost(Topology.flat(2), scheduler, LinuxPresets.cfs(MS));
        TestHost.Vcpu a = host.vm("A", 1, Claim.of(1000, pcpus(0, 1))).get(0).hog(0);
        host.vm("B", 1, Claim.of(1000, pcpus(1, 2))).get(0).hog(0);
        TestHost.Vcpu c = host.vm("C", 1, Claim.of(1000, pcpus(1, 2))).get(0).hog(0);
        host.runUntil(MS / 2);
        host.switching.set(1, switching);
        host.timer(() -> scheduler.yieldTo(a.pcpu(), c.contender)).armAt(host.now());
        host.runUntil(MS / 2 + 1);
        assertThat(c.pcpu() == 1).isEqualTo(runs);
    }

    @Test
    void contentionIsMoreThanOneVcpuOnAPcpu() {
        LinuxCfsScheduler scheduler = new LinuxCfsScheduler();
        TestHost host = new TestHost(Topology.flat(8), scheduler, LinuxPresets.cfs(MS));
        pinned(host, "A", 1024).hog(0);
        host.runUntil(MS);
        assertThat(scheduler.isContended(0)).isFalse();
        TestHost.Vcpu b = pinned(host, "B", 1024);
        assertThat(scheduler.yieldTo(0, b.contender)).as("asleep").isFalse();
        b.hog(2 * MS);
        host.runUntil(3 * MS);
        assertThat(scheduler.isContended(0)).isTrue();
    }
}
