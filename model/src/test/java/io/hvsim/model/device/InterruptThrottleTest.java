// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.guest.GuestCpu;
import io.hvsim.model.guest.Task;
import io.hvsim.model.guest.TaskBody;
import io.hvsim.model.guest.TaskQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets at given times on a card that keeps interrupts 100 ns apart. */
class InterruptThrottleTest {
    private static final TaskBody NOTHING = new TaskBody() {
        @Override
        public boolean proceed(Task task, GuestCpu cpu) {
            return false;
        }

        @Override
        public void expired(Task task) {}
    };

    private final Simulation simulation = new Simulation();
    private final List<String> interrupts = new ArrayList<>();
    private final InterruptThrottle card = new InterruptThrottle(simulation, 100, this::interrupt);

    private void interrupt(TaskQueue arrived) {
        interrupts.add(simulation.now() + ": " + arrived.size());
        while (!arrived.isEmpty()) {
            arrived.take();
        }
    }

    private void arrive(long... times) {
        for (long at : times) {
            Timer timer = simulation.timer(() -> card.arrive(new Task(simulation, NOTHING)));
            timer.armAt(at);
        }
        simulation.run();
    }

    @Test
    void packetsWithinTheGapShareTheNextInterrupt() {
        arrive(10, 20, 30, 150, 400);
        assertThat(interrupts).containsExactly("10: 1", "110: 2", "210: 1", "400: 1");
    }

    /** The packet at 110 meets the interrupt that the one at 20 armed for the same nanosecond: one interrupt, not two. */
    @Test
    void packetAtTheEndOfTheGapJoinsTheInterruptThatIsDueThen() {
        arrive(10, 110, 20);
        assertThat(interrupts).containsExactly("10: 1", "110: 2");
    }

    @Test
    void packetAtTheEndOfAnEmptyGapInterruptsAtOnce() {
        arrive(10, 110);
        assertThat(interrupts).containsExactly("10: 1", "110: 1");
    }
}
