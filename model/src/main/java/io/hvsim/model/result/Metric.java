// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

/**
 * One measured value of one replication.
 *
 * @param vm the VM group's name, or {@link #HOST} for the whole host
 * @param name the metric's name, dotted, such as {@code latency.p99}
 * @param unit the unit of {@code value}, such as {@code s}, {@code 1/s} or {@code share}
 * @param value the value; NaN where the run had nothing to measure it on (no request finished)
 */
public record Metric(String vm, String name, String unit, double value) {

    /** The group name under which figures of the whole host are reported. */
    public static final String HOST = "*";

    /** Whether {@code name} is of a part of a sum: of overhead, exits or blame, by their reasons. */
    public static boolean isPart(String name) {
        return name.startsWith("overhead.") || name.startsWith("exits.") || name.startsWith("blame.");
    }

    /**
     * Whether {@code name} is of an account in the terms of other tools, such as {@code esxtop.rdy}: it says again what others
     * say, for those who know it by that name, and is kept apart from them.
     */
    public static boolean isAccount(String name) {
        return name.startsWith("esxtop.") || name.startsWith("steal.") || name.startsWith("waiting.");
    }

    boolean is(String ofVm, String called) {
        return vm.equals(ofVm) && name.equals(called);
    }
}
