// SPDX-License-Identifier: Apache-2.0
package io.hvsim.examples;

import static io.hvsim.examples.WebServerEvents.DURATION_NS;
import static io.hvsim.examples.WebServerEvents.SERVICE_NS;
import static io.hvsim.examples.WebServerEvents.THINK_NS;

import io.hvsim.model.engine.Processes;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.SimProcess;
import io.hvsim.model.engine.Simulation;
import java.util.ArrayDeque;
import java.util.Queue;

/** The web server with thinking clients in process style: each client is a process, the workers are a shared resource. */
final class WebServerProcesses {
    private final Simulation simulation = new Simulation();
    private final Queue<SimProcess> waiting = new ArrayDeque<>();
    private final ResponseTimes responses = new ResponseTimes();
    private final int replication;
    private int freeWorkers;

    private WebServerProcesses(int workers, int replication) {
        freeWorkers = workers;
        this.replication = replication;
    }

    /** As {@link WebServerEvents#run}, with the same answer. */
    static ResponseTimes.Summary run(int clients, int workers, int replication) {
        WebServerProcesses model = new WebServerProcesses(workers, replication);
        try (Processes processes = new Processes(model.simulation)) {
            for (int i = 0; i < clients; i++) {
                processes.process("client-" + i, model::useTheServer).activate();
            }
            model.simulation.runUntil(DURATION_NS);
        }
        return model.responses.summary(DURATION_NS);
    }

    private void useTheServer(SimProcess client) {
        Sampler think = THINK_NS.bind(RandomStream.of(1, replication, client.name() + ".think"));
        Sampler service = SERVICE_NS.bind(RandomStream.of(1, replication, client.name() + ".service"));
        while (true) {
            client.hold(Math.round(think.next()));
            long requestedAt = simulation.now();
            takeWorker(client);
            client.hold(Math.round(service.next()));
            responses.record(simulation.now() - requestedAt);
            releaseWorker();
        }
    }

    private void takeWorker(SimProcess client) {
        if (freeWorkers > 0) {
            freeWorkers--;
        } else {
            waiting.add(client);
            client.passivate();
        }
    }

    /** A worker goes straight to the client that has waited longest. */
    private void releaseWorker() {
        if (waiting.isEmpty()) {
            freeWorkers++;
        } else {
            waiting.remove().activate();
        }
    }

    public static void main(String[] args) {
        System.out.println(run(100, 4, 0));
    }
}
