// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.trace;

/**
 * A row of a load series: what one VM did, or what came to it, over a stretch of time.
 *
 * <p>Times are in s from the start of the trace; {@code NaN} stands for what was not measured.
 */
public sealed interface LoadRow {

    /** When it begins, in s. */
    double time();

    /** How long it lasts, in s; 0 for an instant. */
    double duration();

    String vm();

    /**
     * How much CPU a VM used.
     *
     * @param vcpus of the VM; 0 when the trace does not say
     * @param demand CPUs kept busy on average; 1 is one whole CPU
     * @param ready share of their time that its vCPUs were ready but had no pCPU, averaged over them; may be {@code NaN}
     * @param coStop share of their time that its vCPUs were held back for others of the VM; may be {@code NaN}
     */
    record Demand(double time, double duration, String vm, int vcpus, double demand, double ready, double coStop)
            implements LoadRow {}

    /**
     * What arrived.
     *
     * @param arrivals how many requests or tasks, spread over the stretch
     * @param work CPU time that each takes, in s; {@code NaN} when the trace does not say
     */
    record Arrivals(double time, double duration, String vm, long arrivals, double work) implements LoadRow {}
}
