// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.Simulation;

/** A fixed number of clients, each of which thinks, sends a request and waits for its response. */
final class ClosedSource implements RequestSource {
    private final Simulation simulation;
    private final Service service;
    private final int clients;
    private final Sampler thinkNs;

    ClosedSource(Simulation simulation, Service service, Load.Closed load, RandomStream stream) {
        this.simulation = simulation;
        this.service = service;
        this.clients = load.clients();
        this.thinkNs = load.thinkNs().bind(stream);
    }

    @Override
    public void start() {
        for (int i = 0; i < clients; i++) {
            finished(new Worker(simulation, service));
        }
    }

    @Override
    public void finished(Worker worker) {
        worker.sendIn(Math.round(thinkNs.next()));
    }
}
