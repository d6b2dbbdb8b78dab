// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.capacity;

import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Between which two candidates the SLOs begin to be missed, when candidates are ordered so that those that meet them come
 * first.
 *
 * @param meets the last candidate found to meet them; empty when the first does not
 * @param misses the first candidate found to miss them; empty when none was found to
 * @param reachesEnd whether the last candidate there is meets them
 * @param trials all that were tried, in the order of the candidates
 */
public record Threshold(Optional<Trial> meets, Optional<Trial> misses, boolean reachesEnd, List<Trial> trials) {
    /** The first step is this part of all candidates: those far beyond the threshold take long to run. */
    private static final int FIRST_STEPS = 32;

    /** Tries candidates. */
    interface Trials {
        Trial at(int place) throws ScenarioException, InterruptedException;
    }

    /**
     * Searches by doubling steps from the first candidate on, then by bisection: first for the last that meets the SLOs, then
     * for the first that misses them. What lies between is undecided.
     *
     * @param candidates how many there are; at least 1
     * @param trials tries one by its place; asked once for each place at most
     */
    static Threshold search(int candidates, Trials trials) throws ScenarioException, InterruptedException {
        Trial[] tried = new Trial[candidates];
        int meets = -1;
        int beyond = 0;
        int step = Math.max(1, candidates / FIRST_STEPS);
        while (beyond < candidates && at(beyond, tried, trials).verdict() == Verdict.MEETS) {
            meets = beyond;
            beyond = beyond == candidates - 1 ? candidates : Math.min(candidates - 1, beyond + step);
            step *= 2;
        }
        int notMet = beyond;
        while (notMet - meets > 1) {
            int middle = (meets + notMet) >>> 1;
            if (at(middle, tried, trials).verdict() == Verdict.MEETS) {
                meets = middle;
            } else {
                notMet = middle;
            }
        }
        Optional<Trial> misses = notMet == candidates ? Optional.empty() : firstMiss(notMet, tried, trials);
        return new Threshold(
                meets < 0 ? Optional.empty() : Optional.of(tried[meets]),
                misses,
                meets == candidates - 1,
                Stream.of(tried).filter(each -> each != null).toList());
    }

    /** The first candidate from {@code from} on that misses the SLOs: below one that is known to, else by doubling steps. */
    private static Optional<Trial> firstMiss(int from, Trial[] tried, Trials trials)
            throws ScenarioException, InterruptedException {
        int hits = from - 1;
        int misses = from;
        int step = 1;
        while (misses < tried.length && (tried[misses] == null || tried[misses].verdict() != Verdict.MISSES)) {
            misses++;
        }
        if (misses == tried.length) {
            misses = from;
            while (at(misses, tried, trials).verdict() != Verdict.MISSES) {
                if (misses == tried.length - 1) {
                    return Optional.empty();
                }
                hits = misses;
                misses = Math.min(tried.length - 1, misses + step);
                step *= 2;
            }
        }
        while (misses - hits > 1) {
            int middle = (hits + misses) >>> 1;
            if (at(middle, tried, trials).verdict() == Verdict.MISSES) {
                misses = middle;
            } else {
                hits = middle;
            }
        }
        return Optional.of(tried[misses]);
    }

    private static Trial at(int place, Trial[] tried, Trials trials) throws ScenarioException, InterruptedException {
        if (tried[place] == null) {
            tried[place] = trials.at(place);
        }
        return tried[place];
    }

    /** Whether the verdicts are in the order that the search takes for granted: none that meets after one that misses. */
    public boolean isOrdered() {
        int lastMeets = trials.stream()
                .filter(each -> each.verdict() == Verdict.MEETS)
                .mapToInt(Trial::place)
                .max()
                .orElse(-1);
        return trials.stream()
                .filter(each -> each.verdict() == Verdict.MISSES)
                .allMatch(each -> each.place() > lastMeets);
    }
}
