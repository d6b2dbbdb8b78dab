// SPDX-License-Identifier: Apache-2.0
package io.hvsim.examples;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A web server with a fixed number of workers and a fixed number of clients, in event style. A client thinks, sends a
 * request, and waits for the response, which takes a free worker and its service time. {@link WebServerProcesses} is the
 * same model as life cycles.
 */
final class WebServerEvents {
    static final Distribution THINK_NS = Distributions.exponential(1e9);
    static final Distribution SERVICE_NS = Distributions.exponential(50e6);
    static final long DURATION_NS = 600_000_000_000L;

    private final Simulation simulation = new Simulation();
    private final Queue<Client> waiting = new ArrayDeque<>();
    private final ResponseTimes responses = new ResponseTimes();
    private int freeWorkers;

    private WebServerEvents(int clients, int workers, int replication) {
        freeWorkers = workers;
        for (int i = 0; i < clients; i++) {
            new Client(i, replication).think();
        }
    }

    /** The response times of ten simulated minutes. */
    static ResponseTimes.Summary run(int clients, int workers, int replication) {
        WebServerEvents model = new WebServerEvents(clients, workers, replication);
        model.simulation.runUntil(DURATION_NS);
        return model.responses.summary(DURATION_NS);
    }

    private final class Client {
        private final Timer request = simulation.timer(this::request);
        private final Timer response = simulation.timer(this::response);
        private final Sampler think;
        private final Sampler service;
        private long requestedAt;

        Client(int number, int replication) {
            think = THINK_NS.bind(RandomStream.of(1, replication, "client-" + number + ".think"));
            service = SERVICE_NS.bind(RandomStream.of(1, replication, "client-" + number + ".service"));
        }

        void think() {
            request.armIn(Math.round(think.next()));
        }

        private void request() {
            requestedAt = simulation.now();
            if (freeWorkers > 0) {
                freeWorkers--;
                serve();
            } else {
                waiting.add(this);
            }
        }

        private void serve() {
            response.armIn(Math.round(service.next()));
        }

        private void response() {
            responses.record(simulation.now() - requestedAt);
            if (waiting.isEmpty()) {
                freeWorkers++;
            } else {
                waiting.remove().serve();
            }
            think();
        }
    }

    public static void main(String[] args) {
        System.out.println(run(100, 4, 0));
    }
}
