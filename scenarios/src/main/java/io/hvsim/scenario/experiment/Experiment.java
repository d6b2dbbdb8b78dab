// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.PointResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs the points of a sweep, each as often as asked, on several threads. Which thread runs what does not matter: every
 * replication draws from its own streams of random numbers, and results are read in the order of points and replications
 * from where the finished ones are kept.
 */
public final class Experiment {
    private final int threads;
    private final Progress progress;
    private final Supplier<ReplicationStore> store;
    private final Shard shard;
    private final Site site;

    /**
     * An experiment that keeps its replications in memory.
     *
     * @param threads how many replications to run at once; at least 1
     */
    public Experiment(int threads, Progress progress) {
        this(threads, progress, MemoryStore::new, Shard.WHOLE, Site.HERE);
    }

    /**
     * An experiment that takes from {@code store} what is finished, and runs what its part of the whole lacks.
     *
     * @param threads how many replications to run at once; at least 1
     * @param store knows the points of a single call of {@link #run}
     */
    public Experiment(int threads, Progress progress, ReplicationStore store, Shard shard) {
        this(threads, progress, () -> store, shard, Site.HERE);
    }

    private Experiment(int threads, Progress progress, Supplier<ReplicationStore> store, Shard shard, Site site) {
        this.threads = threads;
        this.progress = progress;
        this.store = store;
        this.shard = shard;
        this.site = site;
    }

    /** The same experiment with its replications run elsewhere; its threads then wait for them. */
    public Experiment at(Site elsewhere) {
        return new Experiment(threads, progress, store, shard, elsewhere);
    }

    /**
     * Runs what is missing of every point.
     *
     * @return the result of each point; empty when the shard is not the whole
     * @throws InterruptedException if the calling thread was interrupted; running replications are then abandoned
     * @throws IllegalStateException if a replication broke an invariant of the model; the message names point and
     *     replication
     * @throws java.io.UncheckedIOException if finished replications could not be kept or read
     */
    public List<PointResult> run(List<PointPlan> plans) throws InterruptedException {
        ReplicationStore kept = store.get();
        List<PointRun> points = new ArrayList<>();
        for (PointPlan plan : plans) {
            int point = points.size();
            points.add(new PointRun(point, plan, site.runner(point, plan), kept));
        }
        Agenda agenda = new Agenda(points, shard, progress);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(worker(agenda));
        }
        workers.forEach(Thread::start);
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } finally {
            agenda.stop();
        }
        return agenda.results();
    }

    private static Thread worker(Agenda agenda) {
        Thread worker = new Thread(
                () -> {
                    try {
                        agenda.work();
                    } catch (InterruptedException stopped) {
                        agenda.stop();
                    }
                },
                "replications");
        worker.setDaemon(true);
        return worker;
    }
}
