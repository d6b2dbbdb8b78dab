// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.engine.RandomStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One queue by hand. Slices are 10 ns, so that virtual times are small numbers. */
class EevdfQueueTest {
    private static final long SLICE = 10;

    private static EevdfQueue queue(long lagLimit, boolean repicks, boolean delays) {
        return queue(lagLimit, repicks, delays, false);
    }

    private static EevdfQueue queue(long lagLimit, boolean repicks, boolean delays, boolean forfeits) {
        return new EevdfQueue(new EevdfQueue.Rules(SLICE, lagLimit, repicks, delays, true, forfeits, false));
    }

    private static FairEntity in(FairQueue queue, long weight) {
        FairEntity entity = new FairEntity(weight);
        entity.settle(queue);
        queue.add(entity, true);
        return entity;
    }

    private static FairEntity in(FairQueue queue) {
        return in(queue, FairEntity.NORMAL_WEIGHT);
    }

    private static void wake(FairQueue queue, FairEntity entity) {
        entity.settle(queue);
        queue.add(entity, true);
    }

    @Test
    void debtAndCreditAreKeptUpToTheClamp() {
        EevdfQueue queue = queue(14, false, false);
        FairEntity a = in(queue);
        FairEntity b = in(queue);
        queue.start(a, 0);
        queue.account(20);
        assertThat(queue.block(a)).isTrue();
        assertThat(a.lag).isEqualTo(-10);
        wake(queue, a);
        assertThat(a.v - b.v).isEqualTo(20);

        queue.start(a, 20);
        queue.account(40);
        queue.block(a);
        assertThat(a.lag).as("20 behind the mean").isEqualTo(-14);
        wake(queue, a);
        assertThat(a.v - b.v).isEqualTo(28);
        queue.remove(b);
        assertThat(b.lag).as("14 ahead of the mean").isEqualTo(14);
    }

    @Test
    void clampIsInVirtualTime() {
        EevdfQueue queue = queue(14, false, false);
        FairEntity heavy = in(queue, 2 * FairEntity.NORMAL_WEIGHT);
        in(queue);
        queue.start(heavy, 0);
        queue.account(100);
        queue.block(heavy);
        assertThat(heavy.lag).isEqualTo(-7);
    }

    @Test
    void lagIsInflatedByTheWeightQueuedAlready() {
        EevdfQueue queue = queue(100, false, false);
        FairEntity a = in(queue);
        FairEntity b = in(queue);
        FairEntity c = in(queue);
        queue.start(a, 0);
        queue.account(30);
        queue.block(a);
        assertThat(a.lag).isEqualTo(-20);
        queue.remove(c);
        wake(queue, a);
        assertThat(a.v - b.v).as("20 * (1 + 1) / 1").isEqualTo(40);
    }

    @Test
    void firstComerHasTheMeanAndAFullSlice() {
        EevdfQueue queue = queue(100, false, false);
        FairEntity a = in(queue);
        queue.start(a, 0);
        queue.account(7);
        FairEntity b = in(queue);
        assertThat(b.v).isEqualTo(a.v);
        assertThat(b.deadline).isEqualTo(b.v + SLICE);
    }

    @Test
    void sleeperAheadStaysUntilItIsPicked() {
        EevdfQueue queue = queue(100, true, true);
        FairEntity a = in(queue);
        FairEntity b = in(queue);
        queue.start(a, 0);
        queue.account(12);
        assertThat(queue.block(a)).isFalse();
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.pick()).isSameAs(b);
        queue.start(b, 12);
        queue.account(23);
        assertThat(queue.pick()).as("a is ahead by 1").isSameAs(b);
        assertThat(queue.size()).isEqualTo(2);
        queue.account(25);
        assertThat(queue.pick()).as("a would be the one to run").isSameAs(b);
        assertThat(queue.size()).isEqualTo(1);
        assertThat(a.lag).isZero();
    }

    @Test
    void sleeperThatWakesAheadGoesOnWithItsDebt() {
        EevdfQueue queue = queue(100, true, true);
        FairEntity a = in(queue);
        FairEntity b = in(queue);
        queue.start(a, 0);
        queue.account(12);
        long deadline = a.deadline;
        queue.block(a);
        queue.start(b, 12);
        queue.account(20);
        queue.revive(a);
        assertThat(a.delayed).isFalse();
        assertThat(a.v - b.v).isEqualTo(4);
        assertThat(a.deadline).isEqualTo(deadline);
    }

    @Test
    void sleeperThatWakesBehindLosesItsCredit() {
        EevdfQueue queue = queue(100, true, true);
        FairEntity a = in(queue);
        FairEntity b = in(queue);
        queue.start(a, 0);
        queue.account(12);
        queue.block(a);
        queue.start(b, 12);
        queue.account(30);
        queue.revive(a);
        assertThat(a.v).isEqualTo(b.v);
        assertThat(a.deadline).isEqualTo(a.v + SLICE);
    }

    @Test
    void debtsKeepASleeperInTheQueueOnlyWhereDequeueIsDelayed() {
        EevdfQueue queue = queue(100, true, false);
        FairEntity a = in(queue);
        in(queue);
        queue.start(a, 0);
        queue.account(12);
        assertThat(queue.block(a)).isTrue();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void eligibleSleeperLeavesAtOnceWithItsCredit() {
        EevdfQueue queue = queue(100, true, true);
        FairEntity a = in(queue);
        FairEntity b = in(queue);
        queue.start(b, 0);
        queue.account(12);
        queue.stop();
        queue.start(a, 12);
        queue.account(14);
        assertThat(queue.block(a)).isTrue();
        assertThat(a.lag).isEqualTo(5);
    }

    @Test
    void equalDeadlinesGoToTheOneThatWaits() {
        for (boolean repicks : new boolean[] {false, true}) {
            EevdfQueue queue = queue(100, repicks, true);
            FairEntity a = in(queue);
            queue.start(a, 0);
            queue.account(10);
            assertThat(a.deadline).isEqualTo(20);
            FairEntity b = in(queue);
            FairEntity c = in(queue);
            assertThat(queue.preempts(b))
                    .as("first of two with the deadline of the running one")
                    .isTrue();
            assertThat(queue.preempts(c)).isFalse();
        }
    }

    @Test
    void protectionHoldsForTheSliceWithWhichAnEntityWasSwitchedIn() {
        for (boolean repicks : new boolean[] {false, true}) {
            EevdfQueue queue = queue(100, repicks, true);
            FairEntity a = in(queue);
            FairEntity b = in(queue);
            queue.start(a, 0);
            b.deadline = 1;
            assertThat(queue.pick()).as("protected").isSameAs(a);
            queue.account(1);
            assertThat(queue.pick()).as("not eligible, protected or not").isSameAs(b);
        }
    }

    @Test
    void entityThatRanAloneAsksForANewPickAtAnyChargeSince617() {
        for (boolean repicks : new boolean[] {false, true}) {
            EevdfQueue queue = queue(100, repicks, true);
            FairEntity a = in(queue);
            queue.start(a, 0);
            assertThat(queue.account(11)).as("alone").isFalse();
            FairEntity b = in(queue);
            assertThat(queue.account(11)).as("no time has passed").isFalse();
            assertThat(queue.account(12)).isEqualTo(repicks);
            assertThat(queue.pick()).as("a is ahead of the mean now").isSameAs(b);
            assertThat(queue.account(21)).as("the slice is over").isTrue();
        }
    }

    @Test
    void weightChangesKeepLagAndRestOfTheSliceInRealTime() {
        EevdfQueue queue = queue(100, true, true);
        FairEntity a = in(queue);
        FairEntity b = in(queue);
        queue.start(a, 0);
        queue.account(8);
        queue.reweigh(a, 2 * FairEntity.NORMAL_WEIGHT);
        assertThat(a.v).as("4 ahead becomes 2 ahead").isEqualTo(6);
        assertThat(a.deadline).isEqualTo(7);
        assertThat(queue.pick()).isSameAs(b);
    }

    @Test
    void relativeDeadlineMovesAlongToAnotherQueue() {
        EevdfQueue from = queue(100, true, true);
        FairEntity a = in(from);
        FairEntity b = in(from);
        from.start(a, 0);
        from.account(30);
        from.stop();
        from.start(b, 30);
        from.account(34);
        from.stop();
        EevdfQueue to = queue(100, true, true);
        in(to);
        from.remove(b);
        b.settle(to);
        to.add(b, false);
        assertThat(b.deadline - b.v).isEqualTo(6);
        assertThat(b.v).as("13 behind, inflated").isEqualTo(-26);
    }

    @Test
    void yieldPutsTheDeadlineOffByASlice() {
        EevdfQueue queue = queue(100, false, false);
        FairEntity a = in(queue);
        FairEntity b = in(queue);
        queue.start(a, 0);
        assertThat(queue.pick()).as("protected").isSameAs(a);
        queue.giveWay();
        assertThat(a.deadline).isEqualTo(2 * SLICE);
        assertThat(a.v).isZero();
        assertThat(queue.pick()).isSameAs(b);
    }

    @Test
    void yieldForfeitsTheRestOfTheSliceOfAnEligibleEntity() {
        EevdfQueue queue = queue(100, true, false, true);
        FairEntity a = in(queue);
        FairEntity b = in(queue);
        queue.start(a, 0);
        queue.giveWay();
        assertThat(a.v).isEqualTo(SLICE);
        assertThat(a.deadline).isEqualTo(2 * SLICE);
        queue.giveWay();
        assertThat(a.v).as("not eligible").isEqualTo(SLICE);
        assertThat(a.deadline).isEqualTo(3 * SLICE);
        queue.stop();
        assertThat(queue.pick()).isSameAs(b);
        queue.remove(b);
        assertThat(b.lag).as("the mean has moved along").isEqualTo(SLICE / 2);
    }

    @Test
    void pickIsTheEarliestDeadlineAmongTheEligibleWhateverHappened() {
        RandomStream random = RandomStream.of(5, 0, "eevdf");
        EevdfQueue queue = queue(1000, false, false);
        List<FairEntity> all = new ArrayList<>();
        for (long weight : new long[] {15, 335, 1024, 1024, 3121, 88761}) {
            all.add(new FairEntity(weight));
        }
        long now = 0;
        for (int step = 0; step < 50_000; step++) {
            FairEntity one = all.get((int) (random.nextDouble() * all.size()));
            now += (long) (random.nextDouble() * 3000);
            queue.account(now);
            if (one.queued) {
                queue.remove(one);
            } else {
                wake(queue, one);
            }
            if (queue.running() != null) {
                queue.stop();
            }
            FairEntity next = queue.pick();
            assertThat(next).isSameAs(expected(all));
            if (next != null) {
                queue.start(next, now);
            }
        }
    }

    /** The definition, with weighted distances summed up anew for each entity. */
    private static FairEntity expected(List<FairEntity> all) {
        FairEntity best = null;
        for (FairEntity each : all) {
            BigInteger ahead = BigInteger.ZERO;
            for (FairEntity other : all) {
                if (other.queued) {
                    ahead = ahead.add(BigInteger.valueOf(other.weight).multiply(BigInteger.valueOf(each.v - other.v)));
                }
            }
            boolean earlier = best == null
                    || each.deadline < best.deadline
                    || each.deadline == best.deadline && each.order < best.order;
            if (each.queued && ahead.signum() <= 0 && earlier) {
                best = each;
            }
        }
        return best;
    }
}
