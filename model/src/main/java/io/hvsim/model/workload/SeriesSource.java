// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Requests as a measured series has them. What a stretch holds is taken from it piece by piece, until nothing is left: single
 * arrivals, or bursts of demand of which the last is cut, so that stretches have exactly the load that was measured.
 *
 * <p>Within a stretch pieces come as those of a Poisson process do given their number: the first of <i>k</i> uniform times
 * in what remains of it lies at the share 1 - <i>U</i><sup>1/k</sup>. Of demand <i>k</i> is what is left over the mean
 * burst.
 */
final class SeriesSource implements RequestSource {
    private final Simulation simulation;
    private final Service service;
    private final LoadSeries.Cursor stretch;
    private final RandomStream stream;
    private final Sampler burstNs;
    private final double meanPiece;
    private final Timer arrival;
    private final Deque<Worker> free = new ArrayDeque<>();
    private double left;
    private double atNs;
    private long workNs;

    SeriesSource(Simulation simulation, Service service, Load.Arrivals load, RandomStream stream) {
        this(simulation, service, load.series(), null, 1, stream);
    }

    SeriesSource(Simulation simulation, Service service, Load.Demand load, RandomStream stream) {
        this(
                simulation,
                service,
                load.series(),
                load.burstNs().bind(stream),
                load.burstNs().mean(),
                stream);
    }

    private SeriesSource(
            Simulation simulation,
            Service service,
            LoadSeries series,
            Sampler burstNs,
            double meanPiece,
            RandomStream stream) {
        this.simulation = simulation;
        this.service = service;
        this.stretch = series.new Cursor();
        this.burstNs = burstNs;
        this.meanPiece = meanPiece;
        this.stream = stream;
        this.arrival = simulation.timer(this::arrive);
    }

    @Override
    public void start() {
        while (left < 1) {
            if (!stretch.next()) {
                return;
            }
            left = stretch.amount();
            atNs = stretch.startNs();
        }
        double pieces = Math.max(1, left / meanPiece);
        atNs += (stretch.endNs() - atNs) * (1 - Math.pow(stream.nextDouble(), 1 / pieces));
        if (burstNs == null) {
            workNs = stretch.workNs();
            left--;
        } else {
            workNs = Math.max(1, Math.round(Math.min(left, burstNs.next())));
            left -= workNs;
        }
        arrival.armIn(Math.max(0, Math.round(atNs) - simulation.now()));
    }

    private void arrive() {
        long work = workNs;
        start();
        Worker worker = free.isEmpty() ? new Worker(simulation, service) : free.pop();
        worker.send(work);
    }

    @Override
    public void finished(Worker worker) {
        free.push(worker);
    }
}
