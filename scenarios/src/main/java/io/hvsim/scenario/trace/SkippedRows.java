// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.trace;

import java.util.ArrayList;
import java.util.List;

/** Rows that were left out: how many, and the first few with their line and the reason. */
public final class SkippedRows {
    private static final int KEPT = 20;

    private final List<String> first = new ArrayList<>();
    private long count;

    /** @param line counted from 1 */
    public void add(String file, long line, String reason) {
        count++;
        if (first.size() < KEPT) {
            first.add(file + ":" + line + ": " + reason);
        }
    }

    public long count() {
        return count;
    }

    /** At most 20 sentences, such as {@code vm.csv:7: 'x' is no number (CPU usage)}. */
    public List<String> first() {
        return List.copyOf(first);
    }
}
