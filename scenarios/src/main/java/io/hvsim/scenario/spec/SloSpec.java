// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

/**
 * A bound on a metric.
 *
 * @param text as written
 * @param vm the VM group, or {@code *}
 * @param metric such as {@code latency.p99}
 * @param bound in the metric's unit (s, 1/s, share)
 */
public record SloSpec(String text, String vm, String metric, Relation relation, double bound) {

    /** How the metric must stand to the bound. */
    public enum Relation {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        /** As written in a scenario. */
        public String sign() {
            return sign;
        }
    }

    /** Whether a measured value meets the bound; a missing value (NaN) never does. */
    public boolean isMetBy(double value) {
        return switch (relation) {
            case LESS -> value < bound;
            case AT_MOST -> value <= bound;
            case MORE -> value > bound;
            case AT_LEAST -> value >= bound;
        };
    }
}
