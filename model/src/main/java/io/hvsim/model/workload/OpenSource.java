// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Requests arrive by a renewal process, however many are under way. */
final class OpenSource implements RequestSource {
    private final Simulation simulation;
    private final Service service;
    private final Sampler gapNs;
    private final Timer arrival;
    private final Deque<Worker> free = new ArrayDeque<>();

    OpenSource(Simulation simulation, Service service, Load.Open load, RandomStream stream) {
        this.simulation = simulation;
        this.service = service;
        this.gapNs = load.gapNs().bind(stream);
        this.arrival = simulation.timer(this::arrive);
    }

    @Override
    public void start() {
        arrival.armIn(Math.round(gapNs.next()));
    }

    private void arrive() {
        start();
        Worker worker = free.isEmpty() ? new Worker(simulation, service) : free.pop();
        worker.send();
    }

    @Override
    public void finished(Worker worker) {
        free.push(worker);
    }
}
