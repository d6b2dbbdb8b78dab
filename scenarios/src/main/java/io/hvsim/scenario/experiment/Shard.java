// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

/**
 * A part of an experiment that one process runs.
 *
 * @param number from 1 to {@code count}
 * @param count how many parts there are
 */
public record Shard(int number, int count) {

    /** The experiment as a whole. */
    public static final Shard WHOLE = new Shard(1, 1);

    public Shard {
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("shard " + number + " of " + count);
        }
    }

    public boolean isWhole() {
        return count == 1;
    }

    /**
     * Whether a replication belongs to this part. Neighbours in the order of points and replications go to different parts,
     * since they take about as long. A point with a precision stays in one part: how many replications it takes depends on
     * all of them; so does one with batch means, which are of one run.
     */
    boolean owns(PointPlan plan, int point, int replication) {
        boolean together = plan.run().precision().isPresent() || plan.run().batchMeans();
        int place = together ? point : point + replication;
        return place % count == number - 1;
    }
}
