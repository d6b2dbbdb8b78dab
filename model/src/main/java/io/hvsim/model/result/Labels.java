// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.Map;

/** What a point of a sweep is called in a sentence: its labels, without the axes. */
public final class Labels {
    private Labels() {}

    /** The labels as a name, such as {@code 4 / ticket}; empty without a sweep. */
    public static String joined(Map<String, String> labels) {
        return String.join(" / ", labels.values());
    }

    /** The name as an addition to a sentence, such as {@code  at 4 / ticket}; empty without a sweep. */
    public static String at(Map<String, String> labels) {
        return labels.isEmpty() ? "" : " at " + joined(labels);
    }
}
