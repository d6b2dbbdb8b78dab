// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.memory.FreeMemoryLevels.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a host takes memory back, worked out by hand. */
class ReclamationTest {
    private static final long GIB = 1L << 30;
    private static final IdleTax TAX = new IdleTax(0.75);

    private static ReclamationPolicy policy(double balloonLimit, double balloonRate, double cache, double swapRate) {
        return new ReclamationPolicy(
                true, TAX, balloonLimit, balloonRate, cache, 20_000, swapRate, 0, null, 100, 30_000_000_000L);
    }

    private static double minFreeMiB(long gib) {
        return FreeMemoryLevels.minFreeBytes(gib * GIB) / (1 << 20);
    }

    /** 6 % of 4 GiB is 245.8 MiB; with 4 % of 8 and 2 % of 16 it is 901; published for 28 and 144 GB: 899 and 2087. */
    @Test
    void m1MinFreeFollowsTheSlidingScale() {
        assertThat(minFreeMiB(4)).isCloseTo(245.8, within(0.1));
        assertThat(minFreeMiB(28)).isCloseTo(901, within(0.5));
        assertThat(minFreeMiB(100)).isCloseTo(1638, within(0.5));
        assertThat(minFreeMiB(144)).isCloseTo(2089, within(0.5));
    }

    /** Of 1,000 pages: 60, 40, 20, 10 by the classic percentages; the sliding scale of 4 GiB gives 6 % too, then 64 % of it. */
    @Test
    void m1bStatesGetWorseAtOnceAndBetterOnlyAtTheNextLevel() {
        FreeMemoryLevels levels = FreeMemoryLevels.classic(1000);
        assertThat(levels.next(State.HIGH, 41)).isEqualTo(State.HIGH);
        assertThat(levels.next(State.HIGH, 39)).isEqualTo(State.SOFT);
        assertThat(levels.next(State.SOFT, 59)).isEqualTo(State.SOFT);
        assertThat(levels.next(State.SOFT, 60)).isEqualTo(State.HIGH);
        assertThat(levels.next(State.HIGH, 19)).isEqualTo(State.HARD);
        assertThat(levels.next(State.HARD, 39)).isEqualTo(State.HARD);
        assertThat(levels.next(State.HARD, 40)).isEqualTo(State.SOFT);
        assertThat(levels.next(State.SOFT, 9)).isEqualTo(State.LOW);
        assertThat(levels.next(State.LOW, 19)).isEqualTo(State.LOW);
        assertThat(levels.next(State.LOW, 20)).isEqualTo(State.HARD);
        FreeMemoryLevels sliding = FreeMemoryLevels.sliding(4 * GIB / Page.BYTES);
        assertThat(sliding.soft() / sliding.high()).isCloseTo(0.64, within(1e-9));
        assertThat(sliding.high()).isCloseTo(0.06 * 4 * GIB / Page.BYTES, within(1e-6));
    }

    @Test
    void m2IdlePagesCostFourTimesAsMuch() {
        assertThat(TAX.sharesPerPage(1, 1, 0)).isCloseTo(0.25, within(1e-12));
        assertThat(TAX.sharesPerPage(1, 1, 0.5)).isCloseTo(0.40, within(1e-12));
        assertThat(TAX.sharesPerPage(1, 1, 1)).isCloseTo(1.0, within(1e-12));
    }

    /** Of 200,000 pages half are taken: 20,000 stay with the idle VM and 80,000 with the active one, to within a chunk. */
    @Test
    void m2bReclaimsFromTheIdleVmUntilItHoldsAQuarterOfTheActiveOne() {
        ReclamationPolicy policy = policy(1, 1e9, 0, 0);
        Holding idle = new Holding(policy, 1000, 100_000, 100_000);
        Holding active = new Holding(policy, 1000, 100_000, 100_000);
        idle.active(0);
        active.active(1);
        Reclaimer reclaimer = new Reclaimer(policy, new FreeMemoryLevels(75_000, 50_000, 20_000, 10_000));
        assertThat(reclaimer.reclaim(List.of(idle, active), 0, 1)).isEqualTo(75_000);
        assertThat(idle.resident()).isEqualTo(25_000);
        assertThat(active.resident()).isEqualTo(100_000);
        reclaimer.reclaim(List.of(idle, active), 50_000, 1);
        assertThat(idle.resident() + active.resident()).isEqualTo(100_000);
        assertThat(active.resident() / idle.resident()).isCloseTo(4, within(0.06));
    }

    /** In the state soft only the balloon takes memory, at its rate and up to 65 % of the VM. */
    @Test
    void m5BalloonTakesUpToItsLimitAndThenTheHostSwaps() {
        ReclamationPolicy policy = policy(0.65, 10_000, 0.1, 3_000);
        FreeMemoryLevels levels = new FreeMemoryLevels(90_000, 60_000, 30_000, 0);
        Holding vm = new Holding(policy, 1000, 100_000, 100_000);
        Reclaimer reclaimer = new Reclaimer(policy, levels);
        assertThat(reclaimer.reclaim(List.of(vm), 95_000, 1)).isZero();
        assertThat(reclaimer.reclaim(List.of(vm), 50_000, 1)).isEqualTo(10_000);
        for (int i = 0; i < 10; i++) {
            reclaimer.reclaim(List.of(vm), 50_000, 1);
        }
        assertThat(reclaimer.state()).isEqualTo(State.SOFT);
        assertThat(vm.ballooned()).isEqualTo(65_000);
        assertThat(vm.swapped()).isZero();
        assertThat(vm.resident()).isEqualTo(35_000);

        double freed = reclaimer.reclaim(List.of(vm), 20_000, 1);
        assertThat(reclaimer.state()).isEqualTo(State.HARD);
        assertThat(vm.compressed()).isEqualTo(20_000);
        assertThat(vm.swapped()).isEqualTo(3_000);
        assertThat(freed).isEqualTo(13_000);
        assertThat(vm.resident()).isEqualTo(22_000);
    }

    /** A balloon of 65,000 in a VM that has used only 10,000 pages frees no more than these. */
    @Test
    void m5bNothingIsTakenThatTheGuestHasNotUsed() {
        ReclamationPolicy policy = policy(0.65, 1e9, 0, 1e9);
        Holding vm = new Holding(policy, 1000, 100_000, 10_000);
        Reclaimer reclaimer = new Reclaimer(policy, new FreeMemoryLevels(90_000, 60_000, 30_000, 0));
        assertThat(reclaimer.reclaim(List.of(vm), 0, 1)).isEqualTo(9_999);
        assertThat(vm.resident()).isEqualTo(1);
    }

    /** 100 pages every 20 ms are 5,000 pages a second: 4 GiB take 210 s, 16 GiB 839 s. */
    @Test
    void m3SharedPagesAreFoundWithinTwoPasses() {
        SharingScan ksm = new SharingScan(100, 20_000_000, 2);
        double four = 4.0 * GIB / Page.BYTES;
        assertThat(ksm.passNs(four) / 1e9).isCloseTo(210, within(0.5));
        assertThat(ksm.passNs(4 * four) / 1e9).isCloseTo(839, within(0.5));
        assertThat(ksm.merged(200e9, four)).isZero();
        assertThat(ksm.merged(1.5 * ksm.passNs(four), four)).isCloseTo(0.5, within(1e-9));
        assertThat(ksm.merged(2 * ksm.passNs(four), four)).isEqualTo(1);
        assertThat(ksm.merged(900e9, four)).isEqualTo(1);
        SharingScan first = new SharingScan(100, 20_000_000, 1);
        assertThat(first.merged(0.25 * first.passNs(four), four)).isCloseTo(0.25, within(1e-9));
    }

    /** From all active to a tenth: the last count falls at once, the slow average by a tenth of the way each period. */
    @Test
    void m6ActiveEstimateRisesAtOnceAndFallsSlowly() {
        ActiveEstimate estimate = new ActiveEstimate(1_000_000, 1, RandomStream.of(1, 0, "active"));
        estimate.period(0.1);
        assertThat(estimate.part()).isCloseTo(0.91, within(0.01));
        estimate.period(0.1);
        assertThat(estimate.part()).isCloseTo(0.1 + 0.9 * 0.81, within(0.01));
        for (int i = 0; i < 100; i++) {
            estimate.period(0.1);
        }
        assertThat(estimate.part()).isCloseTo(0.1, within(0.01));
        estimate.period(0.8);
        assertThat(estimate.part()).isCloseTo(0.8, within(0.01));
    }

    /** A count of 100 pages has a standard deviation of 5 % at a half. */
    @Test
    void m6bAFewSamplesEstimateRoughly() {
        ActiveEstimate estimate = new ActiveEstimate(100, 0, RandomStream.of(1, 0, "active"));
        estimate.period(0.5);
        assertThat(estimate.part()).isCloseTo(0.5, within(0.2));
        assertThat(estimate.part() * 100).isCloseTo(Math.rint(estimate.part() * 100), within(1e-9));
    }
}
