// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.RunResult;
import io.hvsim.output.store.ResultStore;
import io.hvsim.scenario.experiment.ReplicationStore;
import java.util.List;
import java.util.OptionalLong;

/** Finished replications in {@code results.db}. */
record StoredReplications(ResultStore store) implements ReplicationStore {
    @Override
    public OptionalLong warmupNs(int point) {
        return store.warmupNs(point);
    }

    @Override
    public void cut(int point, long warmupNs) {
        store.cut(point, warmupNs);
    }

    @Override
    public boolean has(int point, int replication) {
        return store.has(point, replication);
    }

    @Override
    public void add(int point, RunResult run) {
        store.add(point, run);
    }

    @Override
    public List<RunResult> first(int point, int count) {
        return store.first(point, count);
    }
}
