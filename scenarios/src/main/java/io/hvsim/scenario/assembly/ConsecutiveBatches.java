// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.hypervisor.RunPlan;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.experiment.ReplicationRunner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Consecutive parts of one long run in place of replications, so that the warm-up is simulated once. They are simulated in
 * their order, whoever asks first; a part that was handed out before makes the run begin anew.
 *
 * <p>Source: the method of non-overlapping batch means, Law, "Simulation Modeling and Analysis", 5th edition, section 9.5.3.
 */
final class ConsecutiveBatches implements ReplicationRunner {
    private final LongFunction<RunPlan> planOf;
    private final Map<Integer, RunResult> waiting = new HashMap<>();
    private HostSimulation host;
    private RunPlan plan;
    private int next;
    private long eventsBefore;

    /** @param planOf the plan of the run with a warm-up in nanoseconds; each batch is as long as its duration */
    ConsecutiveBatches(LongFunction<RunPlan> planOf) {
        this.planOf = planOf;
    }

    @Override
    public synchronized RunResult run(int batch, long warmupNs) {
        if (host == null || plan.warmupNs() != warmupNs || batch < next && !waiting.containsKey(batch)) {
            begin(warmupNs);
        }
        while (next <= batch) {
            waiting.put(next, measured(next));
            next++;
        }
        return waiting.remove(batch);
    }

    private void begin(long warmupNs) {
        waiting.clear();
        next = 0;
        eventsBefore = 0;
        plan = planOf.apply(warmupNs);
        host = HostSimulation.start(plan);
        host.advanceTo(warmupNs);
    }

    private RunResult measured(int batch) {
        host.measure();
        host.advanceTo(plan.warmupNs() + (batch + 1) * plan.durationNs());
        RunResult whole = host.result();
        long events = whole.events() - eventsBefore;
        eventsBefore = whole.events();
        return new RunResult(
                batch, whole.warmupNs(), whole.measuredNs(), events, whole.metrics(), whole.latencyCurves(), List.of());
    }
}
