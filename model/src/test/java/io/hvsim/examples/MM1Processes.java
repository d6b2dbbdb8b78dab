// SPDX-License-Identifier: Apache-2.0
package io.hvsim.examples;

import static io.hvsim.examples.MM1Events.SERVICE_NS;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.engine.Processes;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.SimProcess;
import io.hvsim.model.engine.Simulation;
import java.util.ArrayDeque;
import java.util.Queue;

/** The single-server queue M/M/1 in process style: a source that sends customers, and a server. */
final class MM1Processes {
    private final Simulation simulation = new Simulation();
    private final Queue<Long> arrivalTimes = new ArrayDeque<>();
    private final ResponseTimes responses = new ResponseTimes();
    private final int customers;
    private final Sampler gap;
    private final Sampler service;

    private MM1Processes(double load, int customers, int replication) {
        gap = Distributions.exponential(SERVICE_NS / load).bind(RandomStream.of(1, replication, "arrivals"));
        service = Distributions.exponential(SERVICE_NS).bind(RandomStream.of(1, replication, "services"));
        this.customers = customers;
    }

    /** As {@link MM1Events#run}, with the same answer. */
    static ResponseTimes.Summary run(double load, int customers, int replication) {
        MM1Processes model = new MM1Processes(load, customers, replication);
        try (Processes processes = new Processes(model.simulation)) {
            SimProcess server = processes.process("server", model::serve);
            processes.process("source", self -> model.send(self, server)).activate();
            model.simulation.run();
        }
        return model.responses.summary(model.simulation.now());
    }

    private void send(SimProcess self, SimProcess server) {
        for (int i = 0; i < customers; i++) {
            self.hold(Math.round(gap.next()));
            arrivalTimes.add(simulation.now());
            if (server.isPassive()) {
                server.activate();
            }
        }
    }

    private void serve(SimProcess self) {
        while (true) {
            while (!arrivalTimes.isEmpty()) {
                self.hold(Math.round(service.next()));
                responses.record(simulation.now() - arrivalTimes.remove());
            }
            self.passivate();
        }
    }

    public static void main(String[] args) {
        System.out.println(run(0.8, 100_000, 0) + "; theory: mean 5 ms");
    }
}
