// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;

/** hvsim's own: a timer for each event that can be to come, used again and again. */
final class HvsimEngine implements Engine, Calendar {
    private final Simulation simulation = new Simulation();
    private Model model;
    private Slot[] free;
    private int freeCount;

    private final class Slot {
        private final Timer timer = simulation.timer(this::expire);
        private int entity;

        private void expire() {
            free[freeCount++] = this;
            model.happen(entity, HvsimEngine.this);
        }
    }

    @Override
    public void run(Model toRun) {
        model = toRun;
        free = new Slot[toRun.mostPending()];
        while (freeCount < free.length) {
            free[freeCount++] = new Slot();
        }
        toRun.begin(this);
        simulation.run();
    }

    @Override
    public long now() {
        return simulation.now();
    }

    @Override
    public void schedule(int entity, long delayNs) {
        Slot slot = free[--freeCount];
        slot.entity = entity;
        slot.timer.armIn(delayNs);
    }
}
