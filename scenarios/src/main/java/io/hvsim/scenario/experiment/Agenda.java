// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.PointResult;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * What is left to do of an experiment. Workers take one piece of work at a time: the pilot of a point, one of its
 * replications, or, when those asked for are there, the decision whether it needs more. Points go on independently of each
 * other, so that no worker waits while there is work. Which replications a point gets depends on its own results only.
 */
final class Agenda {
    private final Shard shard;
    private final Progress progress;
    private final Stage[] stages;
    private final PointResult[] results;
    /** Points that may have work, the next one first. */
    private final Deque<Stage> ready = new ArrayDeque<>();

    private int taken;
    private Failure failure;
    private boolean stopped;

    private int finished;
    private int there;
    private int found;
    private int planned;
    private long events;
    private final double[] precisions;
    private double widest = Double.NaN;

    Agenda(List<PointRun> points, Shard shard, Progress progress) {
        this.shard = shard;
        this.progress = progress;
        this.results = new PointResult[points.size()];
        this.precisions = new double[points.size()];
        Arrays.fill(precisions, Double.NaN);
        this.stages = points.stream().map(Stage::new).toArray(Stage[]::new);
        for (Stage stage : stages) {
            ask(stage, stage.point.plan().run().replications());
            ready.add(stage);
            stage.queued = true;
        }
        found = there;
    }

    /** A piece of work; {@code run} does it and returns what is to be noted under the lock of the agenda. */
    private record Work(Stage stage, int replication, Function<PointRun, Runnable> run) {}

    private record Failure(int point, int replication, Throwable cause) {}

    /** Where a point stands. */
    private static final class Stage {
        private final PointRun point;
        private int asked;
        private int next;
        private int running;
        /** Whether work is under way beside which the point has no other. */
        private boolean alone;

        private boolean queued;

        private Stage(PointRun point) {
            this.point = point;
        }
    }

    private void ask(Stage stage, int more) {
        int to = stage.asked + more;
        for (int replication = stage.asked; replication < to; replication++) {
            if (owns(stage, replication)) {
                planned++;
                there += stage.point.has(replication) ? 1 : 0;
            }
        }
        stage.asked = to;
    }

    private boolean owns(Stage stage, int replication) {
        return shard.owns(stage.point.plan(), stage.point.index(), replication);
    }

    /** Takes pieces of work and does them until nothing is left or something failed. */
    void work() throws InterruptedException {
        int point = 0;
        int replication = 0;
        try {
            for (Work work = take(); work != null; work = take()) {
                point = work.stage.point.index();
                replication = work.replication;
                done(work.run.apply(work.stage.point));
            }
        } catch (RuntimeException | Error cause) {
            failed(new Failure(point, replication, cause));
        }
    }

    private void queue(Stage stage) {
        if (!stage.queued) {
            stage.queued = true;
            ready.addFirst(stage);
        }
    }

    private synchronized Work take() throws InterruptedException {
        while (failure == null && !stopped) {
            Stage stage = ready.peek();
            if (stage == null && taken == 0) {
                return null;
            }
            if (stage == null) {
                wait();
                continue;
            }
            Work work = next(stage);
            if (work != null) {
                taken++;
                return work;
            }
            ready.remove();
            stage.queued = false;
        }
        return null;
    }

    private Work next(Stage stage) {
        if (stage.alone) {
            return null;
        }
        while (stage.next < stage.asked && (!owns(stage, stage.next) || stage.point.has(stage.next))) {
            stage.next++;
        }
        if (stage.next < stage.asked && stage.point.needsPilot()) {
            stage.alone = true;
            return new Work(stage, 0, point -> pilot(stage, point));
        }
        if (stage.next < stage.asked) {
            int replication = stage.next++;
            stage.running++;
            return new Work(stage, replication, point -> replicate(stage, point, replication));
        }
        if (stage.running > 0) {
            return null;
        }
        stage.alone = true;
        return new Work(stage, stage.asked - 1, point -> judge(stage, point));
    }

    private Runnable pilot(Stage stage, PointRun point) {
        long simulated = point.pilot();
        return () -> {
            stage.alone = false;
            events += simulated;
            queue(stage);
        };
    }

    private Runnable replicate(Stage stage, PointRun point, int replication) {
        long simulated = point.replicate(replication);
        return () -> {
            stage.running--;
            there++;
            events += simulated;
            if (stage.running == 0) {
                queue(stage);
            }
        };
    }

    private Runnable judge(Stage stage, PointRun point) {
        boolean precise = point.plan().run().precision().isPresent() && owns(stage, 0);
        double precision = precise ? point.precision(stage.asked) : Double.NaN;
        int missing = precise ? point.missing(stage.asked, precision) : 0;
        PointResult result = missing == 0 && shard.isWhole() ? point.result(stage.asked) : null;
        return () -> {
            if (precise) {
                precisions[point.index()] = precision;
                widest =
                        Arrays.stream(precisions).filter(Double::isFinite).max().orElse(Double.NaN);
            }
            if (missing == 0) {
                results[point.index()] = result;
                finished++;
            } else {
                ask(stage, missing);
                stage.alone = false;
                queue(stage);
            }
        };
    }

    private synchronized void done(Runnable noted) {
        noted.run();
        taken--;
        progress.advanced(standing());
        notifyAll();
    }

    private Progress.Standing standing() {
        return new Progress.Standing(finished, stages.length, there, found, planned, events, widest);
    }

    private synchronized void failed(Failure each) {
        boolean earlier = failure == null
                || each.point < failure.point
                || (each.point == failure.point && each.replication < failure.replication);
        if (earlier) {
            failure = each;
        }
        notifyAll();
    }

    /** Hands out no more work. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /**
     * What every point came to; empty for a part of an experiment.
     *
     * @throws IllegalStateException if a replication failed, named by point and replication
     * @throws UncheckedIOException if finished replications could not be kept or read
     */
    synchronized List<PointResult> results() {
        if (failure != null) {
            if (failure.cause instanceof UncheckedIOException storage) {
                throw storage;
            }
            throw new IllegalStateException(
                    "replication " + failure.replication + " of point "
                            + stages[failure.point].point.plan().axes() + " failed: " + failure.cause.getMessage(),
                    failure.cause);
        }
        return shard.isWhole() ? new ArrayList<>(Arrays.asList(results)) : List.of();
    }
}
