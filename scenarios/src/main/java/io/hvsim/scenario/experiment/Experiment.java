// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the points of a sweep, each as often as asked, on several threads. Which thread runs what does not matter: every
 * replication draws from its own streams of random numbers, and results are gathered in the order of points and
 * replications.
 */
public final class Experiment {
    private final int threads;
    private final Progress progress;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger planned = new AtomicInteger();
    private final AtomicLong events = new AtomicLong();

    /** @param threads how many replications to run at once; at least 1 */
    public Experiment(int threads, Progress progress) {
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Runs every point.
     *
     * @throws InterruptedException if the calling thread was interrupted; running replications are then abandoned
     * @throws IllegalStateException if a replication broke an invariant of the model; the message names point and
     *     replication
     */
    public List<PointResult> run(List<PointPlan> plans) throws InterruptedException {
        List<PointRun> points = plans.stream().map(PointRun::new).toList();
        ExecutorService workers = Executors.newFixedThreadPool(threads, Experiment::thread);
        try {
            cutWarmups(points, workers);
            replicate(points, workers);
        } finally {
            workers.shutdownNow();
        }
        return points.stream().map(PointRun::result).toList();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "replication");
        thread.setDaemon(true);
        return thread;
    }

    private void cutWarmups(List<PointRun> points, ExecutorService workers) throws InterruptedException {
        List<Pending> pilots = new ArrayList<>();
        for (PointRun point : points) {
            if (point.needsPilot()) {
                pilots.add(submit(point, 0, workers));
            }
        }
        for (Pending pilot : pilots) {
            pilot.point.cutBy(pilot.join());
        }
    }

    private void replicate(List<PointRun> points, ExecutorService workers) throws InterruptedException {
        List<Pending> round = new ArrayList<>();
        for (PointRun point : points) {
            submit(point, point.plan().run().replications(), round, workers);
        }
        while (!round.isEmpty()) {
            for (Pending pending : round) {
                pending.point.add(pending.join());
            }
            round.clear();
            for (PointRun point : points) {
                submit(point, point.missing(), round, workers);
            }
        }
    }

    private void submit(PointRun point, int count, List<Pending> round, ExecutorService workers) {
        for (int i = 0; i < count; i++) {
            round.add(submit(point, point.replications() + i, workers));
        }
    }

    private Pending submit(PointRun point, int replication, ExecutorService workers) {
        planned.incrementAndGet();
        return new Pending(point, replication, workers.submit(() -> run(point, replication)));
    }

    private RunResult run(PointRun point, int replication) {
        RunResult result = point.plan().runner().run(replication, point.warmupNs());
        progress.advanced(done.incrementAndGet(), planned.get(), events.addAndGet(result.events()));
        return result;
    }

    /** A replication that is queued or running. */
    private record Pending(PointRun point, int replication, Future<RunResult> result) {

        RunResult join() throws InterruptedException {
            try {
                return result.get();
            } catch (ExecutionException failure) {
                throw new IllegalStateException(
                        "replication " + replication + " of point "
                                + point.plan().axes() + " failed: "
                                + failure.getCause().getMessage(),
                        failure.getCause());
            }
        }
    }
}
