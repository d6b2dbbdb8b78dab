// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

/** Which mitigations of speculative-execution attacks the host's kernel or hypervisor has turned on. */
public enum Mitigations {
    OFF("off"),
    /** Those of 2018, the first year. */
    SINCE_2018("2018"),
    /** All that a current kernel turns on by itself. */
    FULL("full");

    private final String word;

    Mitigations(String word) {
        this.word = word;
    }

    /** As written in a scenario. */
    public String word() {
        return word;
    }

    /** The one written as {@code word}. */
    public static Mitigations of(String word) {
        for (Mitigations each : values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("no mitigations '" + word + "'");
    }
}
