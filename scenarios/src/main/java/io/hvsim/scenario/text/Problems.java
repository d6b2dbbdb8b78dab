// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects everything that is wrong, so that the user hears all of it at once. The same problem counts once. */
public final class Problems {

    /** More than these are counted but not kept: nobody reads them. */
    static final int KEPT = 200;

    private static final Comparator<Problem> BY_POSITION = Comparator.comparing(
                    (Problem p) -> p.place().source().kind())
            .thenComparing(p -> p.place().source().name())
            .thenComparing(p -> p.place().line())
            .thenComparing(p -> p.place().column());

    private final Set<Problem> found = new LinkedHashSet<>();
    private long dropped;

    /** Notes a problem with a piece of advice, which may be empty. */
    public void add(Place place, String message, String advice) {
        if (found.size() < KEPT) {
            found.add(new Problem(place, message, advice));
        } else {
            dropped++;
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** How many there are, not counting those beyond the first 200. */
    public int count() {
        return found.size();
    }

    /** Whether so many were found that looking for more is of no use. */
    public boolean isFull() {
        return found.size() >= KEPT;
    }

    /** Those kept, by file, line and column. */
    public List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(BY_POSITION);
        return List.copyOf(sorted);
    }

    /** Throws when there is any problem. */
    public void throwIfAny() throws ScenarioException {
        if (!isEmpty()) {
            throw new ScenarioException(sorted(), dropped);
        }
    }
}
