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

/** Normal shares are a Xen weight of 256; a tick is 10 ms, a timeslice 30 ms. */
class XenCreditSchedulerTest {

    /** As in 2007. */
    static Parameters sampled() {
        return exact().with("accounting", "sampled").with("surplus-credit", "lost");
    }

    /** As of August 2009, before ratelimits. */
    static Parameters exact() {
        return new Parameters()
                .with("timeslice", 30 * MS)
                .with("accounting", "exact")
                .with("surplus-credit", "halved")
                .with("migrated-vcpu", "boosted")
                .with("ratelimit", 0)
                .with("balance-ratelimit", 0)
                .with("migration-delay", 0)
                .with("soft-affinity", "none");
    }

    private static TestHost host(int pcpus, Parameters parameters) {
        return new TestHost(Topology.flat(pcpus), new XenCreditScheduler(), parameters);
    }

    private static Claim limited(double limit, int pcpus) {
        return new Claim(1000, 0, limit, pcpus(0, pcpus));
    }

    @Test
    void c11HogsShareByWeight() {
        TestHost host = host(1, exact());
        TestHost.Vcpu light = host.vcpu("light", 1000).hog(0);
        TestHost.Vcpu heavy = host.vcpu("heavy", 2000).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(light.share()).isCloseTo(1 / 3.0, within(0.001));
        assertThat(heavy.share()).isCloseTo(2 / 3.0, within(0.001));
    }

    @Test
    void c12CapHoldsWhenThePcpuIsOtherwiseIdle() {
        TestHost host = host(1, exact());
        TestHost.Vcpu capped = host.vm("capped", 1, limited(0.5, 1)).get(0).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(capped.share()).isCloseTo(0.5, within(0.001));
        assertThat(capped.waitedNs(Wait.CAPPED)).isCloseTo(30_000 * MS, within(60 * MS));
        assertThat(capped.waitedNs(Wait.CONTENTION)).isZero();
    }

    @Test
    void c12WhatACapLeavesGoesToTheOther() {
        TestHost host = host(1, exact());
        TestHost.Vcpu capped = host.vm("capped", 1, limited(0.25, 1)).get(0).hog(0);
        TestHost.Vcpu hog = host.vcpu("hog", 1000).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(capped.share()).isCloseTo(0.25, within(0.001));
        assertThat(hog.share()).isCloseTo(0.75, within(0.001));
    }

    @Test
    void capIsThatOfTheWholeVm() {
        TestHost host = host(4, exact());
        List<TestHost.Vcpu> capped = host.vm("capped", 4, limited(1.5, 4));
        capped.forEach(vcpu -> vcpu.hog(0));
        host.runUntil(60_000 * MS);
        assertThat(capped.stream().mapToDouble(TestHost.Vcpu::share).sum()).isCloseTo(1.5, within(0.015));
    }

    @Test
    void c13WhoSleepsThroughTicksHas95PercentWhenTheyAreSampled() {
        TestHost host = host(1, sampled());
        TestHost.Vcpu hog = host.vcpu("hog", 1000).hog(0);
        TestHost.Vcpu attacker = host.vcpu("attacker", 1000).closedLoop(0, 9_500 * US, 500 * US);
        host.runUntil(60_000 * MS);
        assertThat(attacker.share()).isCloseTo(0.95, within(0.001));
        assertThat(hog.share()).isCloseTo(0.05, within(0.001));
    }

    @Test
    void c13WhoSleepsThroughTicksHasHalfWhenTheAccountingIsExact() {
        TestHost host = host(1, exact());
        TestHost.Vcpu hog = host.vcpu("hog", 1000).hog(0);
        TestHost.Vcpu attacker = host.vcpu("attacker", 1000).closedLoop(0, 9_500 * US, 500 * US);
        host.runUntil(60_000 * MS);
        assertThat(attacker.share()).isCloseTo(0.5, within(0.005));
        assertThat(hog.share()).isCloseTo(0.5, within(0.005));
    }

    /** Only a tick makes a vCPU active, and only the class of active vCPUs changes. */
    @Test
    void exactAccountingDoesNotReachWhoWasNeverSeenByATick() {
        TestHost host = host(1, exact());
        TestHost.Vcpu attacker = host.vcpu("attacker", 1000).closedLoop(100 * US, 9_500 * US, 500 * US);
        TestHost.Vcpu hog = host.vcpu("hog", 1000).hog(9_700 * US);
        host.runUntil(60_000 * MS);
        assertThat(attacker.share()).isCloseTo(0.95, within(0.001));
        assertThat(hog.share()).isCloseTo(0.05, within(0.001));
    }

    @Test
    void c14WeightCountsForEachVcpu() {
        TestHost host = host(2, exact());
        List<TestHost.Vcpu> two = host.vm("two", 2, Claim.of(1000, host.all()));
        two.forEach(vcpu -> vcpu.hog(0));
        TestHost.Vcpu one = host.vcpu("one", 1000).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(two).allSatisfy(vcpu -> assertThat(vcpu.share()).isCloseTo(2 / 3.0, within(0.002)));
        assertThat(one.share()).isCloseTo(2 / 3.0, within(0.002));
    }

    @Test
    void c14NoVcpuEarnsMoreThanAPcpu() {
        TestHost host = host(2, exact());
        List<TestHost.Vcpu> light = host.vm("light", 2, Claim.of(1000, host.all()));
        light.forEach(vcpu -> vcpu.hog(0));
        TestHost.Vcpu heavy = host.vcpu("heavy", 4000).hog(0);
        host.runUntil(60_000 * MS);
        assertThat(heavy.share()).isCloseTo(1, within(0.002));
        assertThat(light).allSatisfy(vcpu -> assertThat(vcpu.share()).isCloseTo(0.5, within(0.002)));
    }

    /**
     * B wakes boosted as A is, and waits for A's timeslice. The tick at 30 ms ends B's boost, so C preempts it at 35 ms; B
     * then waits behind A, which has credits too.
     */
    @Test
    void wakingVcpuPreemptsAndThePreemptedOneGoesToTheEndOfItsClass() {
        TestHost host = host(1, exact());
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).hog(MS);
        host.vcpu("C", 1000).burst(35 * MS, 2 * MS);
        host.runUntil(100 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-30, B 30-35, C 35-37, A 37-67, B 67-97, A 97-100");
    }

    @Test
    void boostLastsUntilTheNextTick() {
        TestHost early = host(1, exact());
        early.vcpu("A", 1000).hog(0);
        early.vcpu("B", 1000).burst(9 * MS, MS);
        early.runUntil(40 * MS);
        assertThat(early.trace(0, MS)).isEqualTo("A 0-30, B 30-31, A 31-40");

        TestHost late = host(1, exact());
        late.vcpu("A", 1000).hog(0);
        late.vcpu("B", 1000).burst(11 * MS, MS);
        late.runUntil(40 * MS);
        assertThat(late.trace(0, MS)).isEqualTo("A 0-11, B 11-12, A 12-40");
    }

    @Test
    void ratelimitHoldsPreemptionBack() {
        TestHost host = host(1, exact().with("ratelimit", MS));
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(15 * MS, 1_500 * US);
        host.vcpu("C", 1000).burst(16_600 * US, MS);
        host.runUntil(20 * MS);
        // C wakes when A, back since 16.5 ms, has run for 0.1 ms.
        assertThat(host.trace(0, US))
                .isEqualTo("A 0-15000, B 15000-16500, A 16500-17500, C 17500-18500, A 18500-20000");
    }

    /** Who has used its credits waits for a timeslice of each hog, or for two that have credits left. */
    @Test
    void vcpuWithoutCreditsWaitsForTimeslicesOfTheHogs() {
        assertThat(longestDelayNs(exact())).isBetween(60 * MS, 120 * MS);
        assertThat(longestDelayNs(exact().with("timeslice", 5 * MS))).isBetween(10 * MS, 30 * MS);
    }

    private static long longestDelayNs(Parameters parameters) {
        TestHost host = host(1, parameters);
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).hog(0);
        TestHost.Vcpu sleeper = host.vcpu("sleeper", 1000).closedLoop(0, 5 * MS, MS);
        host.runUntil(10_000 * MS);
        return sleeper.responses.stream().mapToLong(ns -> ns - 5 * MS).max().getAsLong();
    }

    /**
     * The hog has to give way on pCPU 0 at 12 ms and goes on at pCPU 1. Boosted there, it is not preempted at 13.5 ms; only
     * the tick at 20 ms sees that somebody waits for it beside an idle pCPU.
     */
    @Test
    void hogThatWasKickedAwayIsBoosted() {
        assertThat(delayNextToAKickedHogNs("boosted")).isEqualTo(6_500 * US);
        assertThat(delayNextToAKickedHogNs("plain")).isZero();
    }

    private static long delayNextToAKickedHogNs(String migrated) {
        TestHost host = host(2, exact().with("migrated-vcpu", migrated));
        host.vcpu("hog", 1000).hog(0);
        host.vm("first", 1, Claim.of(1000, pcpus(0, 1))).get(0).burst(12 * MS, MS);
        TestHost.Vcpu second =
                host.vm("second", 1, Claim.of(1000, pcpus(1, 2))).get(0).burst(13_500 * US, MS);
        host.runUntil(50 * MS);
        assertThat(host.trace(0, MS)).startsWith("hog 0-12, first 12-13");
        return second.responses.get(0) - MS;
    }

    @Test
    void pcpuThatBecomesIdleStealsWhatWaitsElsewhereUnlessItsCacheIsHot() {
        assertThat(traceOfThief(0)).isEqualTo("B 0-30.5, C 30.5-50");
        assertThat(traceOfThief(MS)).isEqualTo("B 0-30.5");
    }

    /** C has stopped on pCPU 0 half a millisecond before pCPU 1 looks for work. */
    private static String traceOfThief(long migrationDelayNs) {
        TestHost host = host(2, exact().with("migration-delay", migrationDelayNs));
        host.vcpu("C", 1000).hog(0);
        host.vm("A", 1, Claim.of(1000, pcpus(0, 1))).get(0).hog(MS);
        host.vm("B", 1, Claim.of(1000, pcpus(1, 2))).get(0).burst(0, 30_500 * US);
        host.runUntil(50 * MS);
        return host.trace(1, MS);
    }

    @Test
    void balanceRatelimitKeepsAPcpuFromStealingAgain() {
        assertThat(ranAfterWaitingNs(0)).isEqualTo(9_600 * US);
        assertThat(ranAfterWaitingNs(MS)).isZero();
    }

    /** pCPU 1 looks for work in vain at 0.1 ms, and at 0.4 ms again, when a vCPU waits at pCPU 0. */
    private static long ranAfterWaitingNs(long balanceRatelimitNs) {
        TestHost host = host(2, exact().with("balance-ratelimit", balanceRatelimitNs));
        TestHost.Vcpu waits = host.vcpu("waits", 1000).hog(350 * US);
        host.vm("pinned", 1, Claim.of(1000, pcpus(0, 1))).get(0).hog(0);
        host.vm("brief", 1, Claim.of(1000, pcpus(1, 2)))
                .get(0)
                .burst(0, 100 * US)
                .burst(300 * US, 100 * US);
        host.runUntil(10 * MS);
        return waits.ranNs();
    }

    @Test
    void hogsOfOneCoreMoveApart() {
        TestHost host = new TestHost(new Topology(4, 2, 2), new XenCreditScheduler(), exact());
        TestHost.Vcpu a = host.vcpu("A", 1000).hog(0);
        TestHost.Vcpu b = host.vcpu("B", 1000).hog(0);
        host.runUntil(15 * MS);
        assertThat(List.of(a.pcpu(), b.pcpu())).containsExactly(0, 1);
        host.runUntil(100 * MS);
        assertThat(a.pcpu() / 2).isNotEqualTo(b.pcpu() / 2);
    }

    /**
     * At 30 ms 200 credits are burnt and 150 earned. At 60 ms 50 and 300 more are burnt, which is more than the cap's 150
     * below zero: parked. 300 credits of debt take until 120 ms to earn.
     */
    @Test
    void cappedVcpuIsParkedForWholeAccountings() {
        TestHost host = host(1, exact());
        host.vm("A", 1, limited(0.5, 1)).get(0).hog(0);
        host.runUntil(300 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-60, A 120-180, A 240-300");
    }

    @Test
    void wakingWhileParkedWaitsForTheCap() {
        TestHost host = host(1, exact());
        TestHost.Vcpu a = host.vm("A", 1, limited(0.5, 1)).get(0).closedLoop(0, 55 * MS, 10 * MS);
        host.runUntil(130 * MS);
        // Asleep when parked at 60 ms, with 250 credits of debt.
        assertThat(host.trace(0, MS)).isEqualTo("A 0-55, A 120-130");
        assertThat(a.waitedNs(Wait.CAPPED)).isEqualTo(55 * MS);
    }
}
