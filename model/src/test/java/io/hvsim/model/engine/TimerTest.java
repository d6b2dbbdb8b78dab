// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerTest {
    private final Simulation simulation = new Simulation();
    private final List<Long> expiries = new ArrayList<>();
    private final Timer timer = simulation.timer(() -> expiries.add(simulation.now()));

    @Test
    void isArmedUntilItExpires() {
        assertThat(timer.isArmed()).isFalse();
        timer.armAt(10);
        assertThat(timer.isArmed()).isTrue();
        assertThat(timer.expiresAt()).isEqualTo(10);
        simulation.run();
        assertThat(timer.isArmed()).isFalse();
    }

    @Test
    void isNotArmedWhileItsActionRuns() {
        List<Boolean> armed = new ArrayList<>();
        Timer[] self = new Timer[1];
        self[0] = simulation.timer(() -> armed.add(self[0].isArmed()));
        self[0].armAt(1);
        simulation.run();
        assertThat(armed).containsExactly(false);
    }

    @Test
    void armedAgainItMovesAndExpiresOnce() {
        timer.armAt(10);
        timer.armAt(30);
        assertThat(simulation.pending()).isEqualTo(1);
        timer.armAt(20);
        simulation.run();
        assertThat(expiries).containsExactly(20L);
    }

    @Test
    void armedAgainForTheSameTimeItCountsAsArmedLast() {
        List<String> order = new ArrayList<>();
        Timer first = simulation.timer(() -> order.add("first"));
        Timer second = simulation.timer(() -> order.add("second"));
        first.armAt(10);
        second.armAt(10);
        first.armAt(10);
        simulation.run();
        assertThat(order).containsExactly("second", "first");
    }

    @Test
    void mayArmItselfFromItsAction() {
        Timer[] tick = new Timer[1];
        tick[0] = simulation.timer(() -> {
            expiries.add(simulation.now());
            if (expiries.size() < 4) {
                tick[0].armIn(250);
            }
        });
        tick[0].armAt(100);
        simulation.run();
        assertThat(expiries).containsExactly(100L, 350L, 600L, 850L);
        assertThat(simulation.pending()).isZero();
    }

    @Test
    void cancelledItDoesNotExpireAndMayBeArmedAnew() {
        timer.armAt(10);
        timer.cancel();
        timer.cancel();
        assertThat(timer.isArmed()).isFalse();
        assertThat(simulation.pending()).isZero();
        simulation.run();
        assertThat(expiries).isEmpty();
        timer.armAt(5);
        simulation.run();
        assertThat(expiries).containsExactly(5L);
    }

    @Test
    void cancellingItselfFromItsActionDoesNothing() {
        Timer[] self = new Timer[1];
        self[0] = simulation.timer(() -> self[0].cancel());
        self[0].armAt(10);
        simulation.run();
        assertThat(simulation.pending()).isZero();
    }

    @Test
    void armInCountsFromNow() {
        simulation.runUntil(1_000);
        timer.armIn(0);
        assertThat(timer.expiresAt()).isEqualTo(1_000);
        timer.armIn(Long.MAX_VALUE - 1_000);
        assertThat(timer.expiresAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesThePastAndStaysAsItWas() {
        timer.armAt(200);
        simulation.runUntil(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timer.armAt(99))
                .withMessage("time 99 ns is in the past: now is 100 ns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timer.armIn(-1))
                .withMessage("delay -1 ns is not in 0..9223372036854775707 ns; now is 100 ns");
        assertThat(timer.expiresAt()).isEqualTo(200);
    }

    @Test
    void refusesToEndAfterTheEndOfTime() {
        simulation.runUntil(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timer.armIn(Long.MAX_VALUE - 99))
                .withMessage("delay 9223372036854775708 ns is not in 0..9223372036854775707 ns; now is 100 ns");
        assertThat(timer.isArmed()).isFalse();
    }

    /** A bus that comes every 250 ns until it has come four times. */
    private final class Bus extends Timer {
        Bus() {
            super(TimerTest.this.simulation);
        }

        @Override
        protected void expire() {
            assertThat(isArmed()).isFalse();
            expiries.add(simulation.now());
            if (expiries.size() < 4) {
                armIn(250);
            }
        }
    }

    @Test
    void asASubclassItMayArmItselfWhenItExpires() {
        new Bus().armAt(100);
        simulation.run();
        assertThat(expiries).containsExactly(100L, 350L, 600L, 850L);
        assertThat(simulation.pending()).isZero();
    }

    /** Takes note of its name, and disarms itself and another one. */
    private final class Ending extends Timer {
        private final List<String> order;
        private final String name;
        private final Timer other;

        Ending(int priority, List<String> order, String name, Timer other) {
            super(TimerTest.this.simulation, priority);
            this.order = order;
            this.name = name;
            this.other = other;
        }

        @Override
        protected void expire() {
            order.add(name);
            armIn(5);
            cancel();
            other.cancel();
        }
    }

    @Test
    void asASubclassItMayCancelItselfAndOthersWhenItExpires() {
        List<String> order = new ArrayList<>();
        new Ending(0, order, "first", timer).armAt(10);
        timer.armAt(10);
        simulation.run();
        assertThat(order).containsExactly("first");
        assertThat(expiries).isEmpty();
        assertThat(simulation.pending()).isZero();
        assertThat(simulation.now()).isEqualTo(10);
    }

    /** At 10, armed in this order: a (priority 0), b an action (0), c (0), d (-1). So d for its priority, then a, b, c. */
    @Test
    void subclassesAndActionsExpireByPriorityThenByOrderOfArming() {
        List<String> order = new ArrayList<>();
        new Ending(0, order, "a", timer).armAt(10);
        simulation.timer(() -> order.add("b")).armAt(10);
        new Ending(0, order, "c", timer).armAt(10);
        new Ending(-1, order, "d", timer).armAt(10);
        simulation.run();
        assertThat(order).containsExactly("d", "a", "b", "c");
    }

    @Test
    void asASubclassItRefusesPrioritiesOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ending(32, new ArrayList<>(), "late", timer))
                .withMessage("priority 32 is not in -32..31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ending(-33, new ArrayList<>(), "early", timer))
                .withMessage("priority -33 is not in -32..31");
    }

    @Test
    void hasNoExpiryWhenNotArmed() {
        assertThatIllegalStateException().isThrownBy(timer::expiresAt).withMessage("the timer is not armed");
    }
}
