// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.List;

/**
 * A metric over the replications of one sweep point: mean and two-sided confidence interval. With one replication the
 * interval is NaN on both sides: one run says nothing about its own spread.
 *
 * @param states the separate groups into which the replications fall, lowest first; empty where they form one, or are too
 *     few to tell
 */
public record MetricSummary(
        String vm,
        String name,
        String unit,
        double mean,
        double ciLow,
        double ciHigh,
        int replications,
        List<MetricState> states) {

    /** A metric that was not measured. */
    public static MetricSummary unknown(String vm, String name) {
        return new MetricSummary(vm, name, "", Double.NaN, Double.NaN, Double.NaN, 0, List.of());
    }

    /** Whether it is metric {@code called} of {@code ofVm}. */
    public boolean is(String ofVm, String called) {
        return vm.equals(ofVm) && name.equals(called);
    }
}
