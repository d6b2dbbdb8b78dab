// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import java.util.LinkedHashMap;
import java.util.Map;

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

    /** All of them by the words that scenarios write for them, in order. */
    public static Map<String, Mitigations> byWord() {
        Map<String, Mitigations> words = new LinkedHashMap<>();
        for (Mitigations each : values()) {
            words.put(each.word, each);
        }
        return words;
    }
}
