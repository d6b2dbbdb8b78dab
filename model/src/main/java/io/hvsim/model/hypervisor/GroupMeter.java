// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.measure.IntervalSeries;
import io.hvsim.model.measure.LatencyRecorder;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.workload.RequestListener;

/** Counts and times the requests of a VM group, and checks that none is lost. */
final class GroupMeter implements RequestListener {
    static final long UNFINISHED = -1;

    final LatencyRecorder latency = new LatencyRecorder(Cause.COUNT);
    final IntervalSeries latencySeries;
    private final Simulation simulation;
    private final Runnable whenBatchDone;
    private int batchesLeft;
    private long batchesDoneAt = UNFINISHED;
    private long population;
    private long populationSince;
    private long populationNs;
    private long arrivalTimes;
    private long completionTimes;
    private long latencies;

    /** @param batches batches of the group, one for each VM, or 0; when all are done {@code whenBatchDone} is run */
    GroupMeter(Simulation simulation, long seriesIntervalNs, int batches, Runnable whenBatchDone) {
        this.simulation = simulation;
        this.latencySeries = new IntervalSeries(seriesIntervalNs);
        this.batchesLeft = batches;
        this.whenBatchDone = whenBatchDone;
    }

    @Override
    public void arrived() {
        count(1);
        arrivalTimes += simulation.now();
    }

    @Override
    public void completed(long latencyNs, long[] blame) {
        count(-1);
        completionTimes += simulation.now();
        latencies += latencyNs;
        latency.record(latencyNs, blame);
        latencySeries.record(simulation.now(), latencyNs / 1e9);
    }

    @Override
    public void batchDone() {
        if (--batchesLeft == 0) {
            batchesDoneAt = simulation.now();
            whenBatchDone.run();
        }
    }

    /** When the last batch of the group was done, or {@link #UNFINISHED}. */
    long batchesDoneAt() {
        return batchesDoneAt;
    }

    private void count(int change) {
        populationNs += population * (simulation.now() - populationSince);
        populationSince = simulation.now();
        population += change;
    }

    /** Begins to measure anew; requests under way stay known. */
    void reset() {
        latency.reset();
    }

    /**
     * Little's law as an identity over the whole run: the requests in the system, added up over time, are the time that
     * finished requests spent there plus the age of those under way. Sums may wrap; equality is not affected.
     *
     * @throws IllegalStateException if a request was lost or counted twice
     */
    void check() {
        count(0);
        long agesUnderWay = population * simulation.now() - (arrivalTimes - (completionTimes - latencies));
        if (populationNs != latencies + agesUnderWay) {
            throw new IllegalStateException("requests in the system add up to " + populationNs
                    + " ns, their times in it to " + (latencies + agesUnderWay) + " ns");
        }
    }
}
