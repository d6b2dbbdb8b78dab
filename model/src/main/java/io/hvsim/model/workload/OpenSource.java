// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Requests arrive by a renewal process, however many are under way. Where the gap is always the same, the first is cut to a
 * random part of it: the sources of several VMs are then not in step, nor are they with the ticks of the host.
 */
final class OpenSource implements RequestSource {
    private final Simulation simulation;
    private final Service service;
    private final Sampler gapNs;
    private final double firstShare;
    private final Timer arrival;
    private final Deque<Worker> free = new ArrayDeque<>();

    OpenSource(Simulation simulation, Service service, Load.Open load, RandomStream stream) {
        this.simulation = simulation;
        this.service = service;
        this.firstShare = load.gapNs().variance() == 0 ? stream.nextDouble() : 1;
        this.gapNs = load.gapNs().bind(stream);
        this.arrival = simulation.timer(this::arrive);
    }

    @Override
    public void start() {
        arrival.armIn(Math.round(gapNs.next() * firstShare));
    }

    private void arrive() {
        arrival.armIn(Math.round(gapNs.next()));
        Worker worker = free.isEmpty() ? new Worker(simulation, service) : free.pop();
        worker.send();
    }

    @Override
    public void finished(Worker worker) {
        free.push(worker);
    }
}
