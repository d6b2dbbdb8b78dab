// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.RunResult;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * The finished replications of the points of an experiment. Whatever is summarized was added here before, whether it was
 * simulated just now, in a former run or by another process. Points are known by their place in the experiment. Used by
 * several threads at once.
 *
 * <p>An implementation that keeps its content on disk throws {@link UncheckedIOException} when that fails.
 */
public interface ReplicationStore {

    /** The warm-up that a pilot run found for the point, in nanoseconds; empty while there was none. */
    OptionalLong warmupNs(int point);

    /** Keeps the warm-up that a pilot run found. */
    void cut(int point, long warmupNs);

    /** Whether a replication is finished. Quick: asked for every replication. */
    boolean has(int point, int replication);

    /** Keeps a finished replication; when this returns, it is safe. */
    void add(int point, RunResult run);

    /** Replications 0 to {@code count - 1} of a point, all of which are there. They may be read anew at each access. */
    List<RunResult> first(int point, int count);
}
