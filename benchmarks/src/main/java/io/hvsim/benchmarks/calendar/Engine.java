// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import java.util.Arrays;

/** The engine of hvsim. */
final class Engine implements Events {
    private final Simulation simulation = new Simulation();
    private Model model;
    private Job[] jobs = new Job[0];
    private Job current;

    private final class Job extends Timer {
        private int entity;

        Job(int priority, int entity) {
            super(Engine.this.simulation, priority);
            this.entity = entity;
        }

        @Override
        protected void expire() {
            current = this;
            model.happen(entity);
        }
    }

    @Override
    public void start(Model model, int entities) {
        this.model = model;
        jobs = new Job[entities];
        Arrays.setAll(jobs, i -> new Job(0, i));
    }

    @Override
    public void prioritise(int entity, int priority) {
        jobs[entity] = new Job(priority, entity);
    }

    @Override
    public void arm(int entity, long delayNs) {
        jobs[entity].armIn(delayNs);
    }

    @Override
    public void forward(int entity, long delayNs) {
        current.entity = entity;
        current.armIn(delayNs);
    }

    @Override
    public void cancel(int entity) {
        jobs[entity].cancel();
    }

    @Override
    public void run() {
        simulation.run();
    }

    @Override
    public long now() {
        return simulation.now();
    }
}
