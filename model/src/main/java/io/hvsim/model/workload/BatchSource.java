// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.Simulation;

/** A fixed number of jobs, worked off by a fixed number of tasks that are all there from the start. */
final class BatchSource implements RequestSource {
    private final Simulation simulation;
    private final Service service;
    private final int workers;
    private long waiting;
    private long unfinished;

    BatchSource(Simulation simulation, Service service, Load.Batch load) {
        this.simulation = simulation;
        this.service = service;
        this.workers = (int) Math.min(load.workers(), load.jobs());
        this.unfinished = load.jobs();
        this.waiting = load.jobs() - workers;
    }

    @Override
    public void start() {
        for (int i = 0; i < workers; i++) {
            new Worker(simulation, service).send();
        }
    }

    @Override
    public boolean hasNextJob() {
        if (waiting == 0) {
            return false;
        }
        waiting--;
        unfinished--;
        return true;
    }

    @Override
    public void finished(Worker worker) {
        if (--unfinished == 0) {
            service.listener().batchDone();
        } else if (waiting > 0) {
            waiting--;
            worker.send();
        }
    }
}
