// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.EventList;

/** SSJ with an event list of the caller's choice. Its clock is a double, here of whole nanoseconds, which are exact. */
final class SsjEngine implements Engine, Calendar {
    private final Simulator simulator;
    private Model model;

    SsjEngine(EventList list) {
        simulator = new Simulator(list);
    }

    private final class Happening extends Event {
        private final int entity;

        Happening(int entity) {
            super(SsjEngine.this.simulator);
            this.entity = entity;
        }

        @Override
        public void actions() {
            model.happen(entity, SsjEngine.this);
        }
    }

    @Override
    public void run(Model toRun) {
        model = toRun;
        simulator.init();
        toRun.begin(this);
        simulator.start();
    }

    @Override
    public long now() {
        return (long) simulator.time();
    }

    @Override
    public void schedule(int entity, long delayNs) {
        new Happening(entity).schedule(delayNs);
    }
}
