// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Replications in memory, for experiments that are soon over. */
final class MemoryStore implements ReplicationStore {
    private final Map<Integer, Long> warmups = new HashMap<>();
    private final Map<Integer, Map<Integer, RunResult>> runs = new HashMap<>();

    @Override
    public synchronized OptionalLong warmupNs(int point) {
        Long found = warmups.get(point);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    @Override
    public synchronized void cut(int point, long warmupNs) {
        warmups.put(point, warmupNs);
    }

    @Override
    public synchronized boolean has(int point, int replication) {
        return of(point).containsKey(replication);
    }

    @Override
    public synchronized void add(int point, RunResult run) {
        of(point).put(run.replication(), run);
    }

    @Override
    public synchronized List<RunResult> first(int point, int count) {
        Map<Integer, RunResult> all = of(point);
        List<RunResult> first = new ArrayList<>(count);
        for (int replication = 0; replication < count; replication++) {
            first.add(all.get(replication));
        }
        return List.copyOf(first);
    }

    private Map<Integer, RunResult> of(int point) {
        return runs.computeIfAbsent(point, each -> new HashMap<>());
    }
}
