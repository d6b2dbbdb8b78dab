// SPDX-License-Identifier: Apache-2.0
package io.hvsim.examples;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The single-server queue M/M/1 in event style: two timers, for the next arrival and for the end of the service in
 * progress. {@link MM1Processes} is the same model as life cycles.
 */
final class MM1Events {
    static final double SERVICE_NS = 1_000_000;

    private final Simulation simulation = new Simulation();
    private final Timer arrival = simulation.timer(this::arrive);
    private final Timer departure = simulation.timer(this::depart);
    private final Queue<Long> arrivalTimes = new ArrayDeque<>();
    private final ResponseTimes responses = new ResponseTimes();
    private final Sampler gap;
    private final Sampler service;
    private int toArrive;

    private MM1Events(double load, int customers, int replication) {
        gap = Distributions.exponential(SERVICE_NS / load).bind(RandomStream.of(1, replication, "arrivals"));
        service = Distributions.exponential(SERVICE_NS).bind(RandomStream.of(1, replication, "services"));
        toArrive = customers;
    }

    /** The response times of this many customers at a load of 0 to 1 (excluded), with services of 1 ms on average. */
    static ResponseTimes.Summary run(double load, int customers, int replication) {
        MM1Events model = new MM1Events(load, customers, replication);
        model.arrival.armIn(Math.round(model.gap.next()));
        model.simulation.run();
        return model.responses.summary(model.simulation.now());
    }

    private void arrive() {
        arrivalTimes.add(simulation.now());
        if (!departure.isArmed()) {
            serve();
        }
        if (--toArrive > 0) {
            arrival.armIn(Math.round(gap.next()));
        }
    }

    private void serve() {
        departure.armIn(Math.round(service.next()));
    }

    private void depart() {
        responses.record(simulation.now() - arrivalTimes.remove());
        if (!arrivalTimes.isEmpty()) {
            serve();
        }
    }

    public static void main(String[] args) {
        System.out.println(run(0.8, 1_000_000, 0) + "; theory: mean 5 ms");
    }
}
