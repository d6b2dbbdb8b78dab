// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;

/** hvsim's own: a timer for each entity or, where one can have several events to come, for each of those, used again and again. */
final class HvsimEngine implements Engine, Calendar {
    private final Simulation simulation = new Simulation();
    private Model model;
    private boolean oneEach;
    /** The timers by entity, or in front those that are free. */
    private Slot[] slots;

    private int freeCount;

    private final class Slot extends Timer {
        private int entity;

        Slot() {
            super(HvsimEngine.this.simulation);
        }

        @Override
        protected void expire() {
            if (!oneEach) {
                slots[freeCount++] = this;
            }
            model.happen(entity, HvsimEngine.this);
        }
    }

    @Override
    public void run(Model toRun) {
        model = toRun;
        oneEach = toRun.oneEventEach();
        slots = new Slot[toRun.entities()];
        while (freeCount < slots.length) {
            slots[freeCount++] = new Slot();
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
        Slot slot = oneEach ? slots[entity] : slots[--freeCount];
        slot.entity = entity;
        slot.armIn(delayNs);
    }
}
