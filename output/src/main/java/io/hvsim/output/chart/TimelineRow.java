// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of a timeline: one pCPU or vCPU. Spans too short to be seen are gathered into blocks that show shares of time.
 *
 * @param <S> what a span shows
 */
final class TimelineRow<S extends Comparable<S>> {
    /**
     * A stretch of time in nanoseconds and what it was spent on; the parts add up to it.
     *
     * @param parts nanoseconds by what they show, in its order
     */
    record Block<S>(long fromNs, long toNs, Map<S, Long> parts) {}

    private final long leastNs;
    private final List<Block<S>> blocks = new ArrayList<>();
    private Map<S, Long> parts = new TreeMap<>();
    private long fromNs;
    private long toNs;

    /**
     * @param fromNs begin of the row
     * @param leastNs what is at least so long is drawn as it is
     */
    TimelineRow(long fromNs, long leastNs) {
        this.leastNs = leastNs;
        this.fromNs = fromNs;
        this.toNs = fromNs;
    }

    /** Adds what follows: a span of {@code what} that ends at {@code endNs}. */
    void add(S what, long endNs) {
        long ns = endNs - toNs;
        if (ns >= leastNs) {
            close();
        }
        parts.merge(what, ns, Long::sum);
        toNs = endNs;
        if (toNs - fromNs >= leastNs) {
            close();
        }
    }

    private void close() {
        if (toNs == fromNs) {
            return;
        }
        Block<S> last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        if (parts.size() == 1 && last != null && last.parts.keySet().equals(parts.keySet())) {
            S what = parts.keySet().iterator().next();
            blocks.set(blocks.size() - 1, new Block<>(last.fromNs, toNs, Map.of(what, toNs - last.fromNs)));
        } else {
            blocks.add(new Block<>(fromNs, toNs, parts));
        }
        parts = new TreeMap<>();
        fromNs = toNs;
    }

    /** All blocks, which follow each other. */
    List<Block<S>> blocks() {
        close();
        return blocks;
    }
}
