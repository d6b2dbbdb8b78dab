// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario or library that cannot be used, with everything that is wrong with it. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final long dropped;

    ScenarioException(List<Problem> problems, long dropped) {
        super(problems.get(0).render());
        this.problems = problems;
        this.dropped = dropped;
    }

    /** The problems by file, line and column. */
    public List<Problem> problems() {
        return problems;
    }

    /** All problems as text for people, ending in a line end. */
    public String render() {
        String text = problems.stream().map(p -> p.render() + "\n").collect(Collectors.joining());
        return dropped == 0 ? text : text + "and " + dropped + " more problems\n";
    }
}
