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

    private final class Job implements Runnable {
        private Timer timer = simulation.timer(this);
        private int entity;

        Job(int entity) {
            this.entity = entity;
        }

        @Override
        public void run() {
            current = this;
            model.happen(entity);
        }
    }

    @Override
    public void start(Model model, int entities) {
        this.model = model;
        jobs = new Job[entities];
        Arrays.setAll(jobs, Job::new);
    }

    @Override
    public void prioritise(int entity, int priority) {
        jobs[entity].timer = simulation.timer(priority, jobs[entity]);
    }

    @Override
    public void arm(int entity, long delayNs) {
        jobs[entity].timer.armIn(delayNs);
    }

    @Override
    public void forward(int entity, long delayNs) {
        current.entity = entity;
        current.timer.armIn(delayNs);
    }

    @Override
    public void cancel(int entity) {
        jobs[entity].timer.cancel();
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
