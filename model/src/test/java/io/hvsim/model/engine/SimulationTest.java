// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private final Simulation simulation = new Simulation();
    private final List<String> trace = new ArrayList<>();

    private Timer logging(String name) {
        return logging(0, name);
    }

    private Timer logging(int priority, String name) {
        return simulation.timer(priority, () -> log(name));
    }

    private void log(String name) {
        trace.add(name + "@" + simulation.now());
    }

    @Test
    void startsAtZeroWithNothingToDo() {
        simulation.run();
        assertThat(simulation.now()).isZero();
        assertThat(simulation.executed()).isZero();
        assertThat(simulation.pending()).isZero();
        assertThat(simulation.step()).isFalse();
    }

    @Test
    void executesByTimeWhateverTheOrderOfArming() {
        logging("c").armAt(30);
        logging("a").armAt(10);
        logging("b").armAt(20);
        simulation.run();
        assertThat(trace).containsExactly("a@10", "b@20", "c@30");
        assertThat(simulation.executed()).isEqualTo(3);
        assertThat(simulation.now()).isEqualTo(30);
    }

    /**
     * All at 100, armed in this order: u (priority 1), v (0), w (1), x (-32), y (31), z (0). By priority: x; v, z; u, w; y.
     */
    @Test
    void breaksTiesByPriorityThenByOrderOfArming() {
        logging(1, "u").armAt(100);
        logging(0, "v").armAt(100);
        logging(1, "w").armAt(100);
        logging(-32, "x").armAt(100);
        logging(31, "y").armAt(100);
        logging(0, "z").armAt(100);
        simulation.run();
        assertThat(trace).containsExactly("x@100", "v@100", "z@100", "u@100", "w@100", "y@100");
    }

    /**
     * 5: first arms a (priority 0) and b (priority -1) for now, behind the waiting c (priority 0, armed before a).
     * So: first, then b for its priority, then c, then a.
     */
    @Test
    void whatAnActionArmsForNowGoesBehindItsEquals() {
        Timer a = logging("a");
        Timer b = logging(-1, "b");
        Timer c = logging("c");
        simulation
                .timer(() -> {
                    log("first");
                    a.armIn(0);
                    b.armIn(0);
                })
                .armAt(5);
        c.armAt(5);
        simulation.run();
        assertThat(trace).containsExactly("first@5", "b@5", "c@5", "a@5");
    }

    @Test
    void anActionMayCancelOrMoveAnEventOfItsOwnTime() {
        Timer cancelled = logging("cancelled");
        Timer moved = logging("moved");
        simulation
                .timer(-1, () -> {
                    log("first");
                    cancelled.cancel();
                    moved.armIn(7);
                })
                .armAt(5);
        cancelled.armAt(5);
        moved.armAt(5);
        logging("last").armAt(5);
        simulation.run();
        assertThat(trace).containsExactly("first@5", "last@5", "moved@12");
    }

    @Test
    void runUntilExecutesUpToAndIncludingTheTimeAndSetsTheClock() {
        logging("a").armAt(10);
        logging("b").armAt(20);
        logging("c").armAt(21);
        simulation.runUntil(20);
        assertThat(trace).containsExactly("a@10", "b@20");
        assertThat(simulation.now()).isEqualTo(20);
        assertThat(simulation.pending()).isEqualTo(1);
        simulation.runUntil(20);
        assertThat(trace).hasSize(2);
        simulation.run();
        assertThat(trace).last().isEqualTo("c@21");
    }

    /** The far event must not hide those armed before it once the clock has come closer to it. */
    @Test
    void eventsArmedBetweenRunsGoBeforeFarOnes() {
        logging("far").armAt(1_000_003);
        logging("farther").armAt(1_000_005);
        for (long time : new long[] {999_000, 999_990, 1_000_000, 1_000_001}) {
            simulation.runUntil(time);
            logging("near").armAt(time);
        }
        simulation.run();
        assertThat(trace)
                .containsExactly(
                        "near@999000", "near@999990", "near@1000000", "near@1000001", "far@1000003", "farther@1000005");
    }

    @Test
    void stopEndsTheRunAfterTheCurrentActionAndTheNextRunGoesOn() {
        simulation
                .timer(() -> {
                    simulation.stop();
                    log("stopping");
                })
                .armAt(10);
        logging("next").armAt(10);
        simulation.runUntil(50);
        assertThat(trace).containsExactly("stopping@10");
        assertThat(simulation.now()).isEqualTo(10);
        simulation.runUntil(50);
        assertThat(trace).containsExactly("stopping@10", "next@10");
        assertThat(simulation.now()).isEqualTo(50);
    }

    @Test
    void stopBetweenRunsDoesNothing() {
        logging("a").armAt(1);
        simulation.stop();
        simulation.run();
        assertThat(trace).containsExactly("a@1");
    }

    @Test
    void stepExecutesOneEvent() {
        logging("a").armAt(10);
        logging("b").armAt(10);
        assertThat(simulation.step()).isTrue();
        assertThat(trace).containsExactly("a@10");
        assertThat(simulation.step()).isTrue();
        assertThat(simulation.step()).isFalse();
        assertThat(simulation.executed()).isEqualTo(2);
    }

    @Test
    void timeReachesLongMaxValue() {
        logging("end").armAt(Long.MAX_VALUE);
        logging("before").armAt(Long.MAX_VALUE - 1);
        simulation.run();
        assertThat(trace).containsExactly("before@9223372036854775806", "end@9223372036854775807");
        simulation.runUntil(Long.MAX_VALUE);
        assertThat(simulation.now()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesToRunIntoThePast() {
        simulation.runUntil(20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.runUntil(19))
                .withMessage("time 19 ns is in the past: now is 20 ns");
    }

    @Test
    void refusesToRunWithinAnAction() {
        simulation.timer(simulation::run).armAt(1);
        assertThatIllegalStateException()
                .isThrownBy(simulation::run)
                .withMessage("the simulation is already running: an action must not run it again");
    }

    @Test
    void whatAnActionThrowsComesOutAndTheRunMayGoOn() {
        simulation
                .timer(() -> {
                    throw new UnsupportedOperationException("no such device");
                })
                .armAt(3);
        logging("after").armAt(4);
        assertThatThrownBy(simulation::run)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("no such device");
        assertThat(simulation.now()).isEqualTo(3);
        simulation.run();
        assertThat(trace).containsExactly("after@4");
    }

    @Test
    void refusesPrioritiesOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logging(32, "late"))
                .withMessage("priority 32 is not in -32..31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logging(-33, "early"))
                .withMessage("priority -33 is not in -32..31");
    }
}
