// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One pass over one file: where the reader is, what it found wrong, and the figures it came across. */
public final class Reading {
    private final String label;
    private final Definitions definitions;
    private final Problems problems;
    private final Deque<String> path = new ArrayDeque<>();
    private final Deque<Place> keys = new ArrayDeque<>();
    private final List<Figure> figures = new ArrayList<>();
    private final Map<Class<?>, Object> known = new HashMap<>();
    private long failures;

    /** @param label the file as figures name it, such as {@code hosts/pentium-4-672} */
    public Reading(String label, Definitions definitions, Problems problems) {
        this.label = label;
        this.definitions = definitions;
        this.problems = problems;
    }

    public Definitions definitions() {
        return definitions;
    }

    public Problems problems() {
        return problems;
    }

    /** Dotted path of the value being read, such as {@code vms.web}; empty at the root. */
    public String path() {
        return String.join(".", (Iterable<String>) path::descendingIterator);
    }

    /** Last step of the path; empty at the root. */
    public String step() {
        return path.isEmpty() ? "" : path.peek();
    }

    /** The definition being read: its dotted path, or at the root the file's name. */
    public String name() {
        return path.isEmpty() ? label.substring(label.indexOf('/') + 1) : path();
    }

    /** The path as figures give it, such as {@code hosts/pentium-4-672: cpu}. */
    public String figurePath() {
        return label + ": " + path();
    }

    /** Where the key of the value being read stands; for the root, the root itself. */
    public Place keyPlace(YamlNode value) {
        return keys.isEmpty() ? value.place() : keys.peek();
    }

    /** Reads something below a key. */
    public <T> T within(YamlNode.Scalar key, Supplier<T> read) {
        return within(key.text(), key.place(), read);
    }

    /** Reads something below a step of the path that is announced at a place. */
    public <T> T within(String step, Place place, Supplier<T> read) {
        path.push(step);
        keys.push(place);
        try {
            return read.get();
        } finally {
            path.pop();
            keys.pop();
        }
    }

    /** Reports a problem with the value being read; the message is completed by its path. */
    public void problem(Place place, String message, String advice) {
        problemAt(place, path.isEmpty() ? message : message + " in " + path(), advice);
    }

    /** Reports a problem with the value being read, whose message is a sentence of its own. */
    public void objection(Place place, String sentence, String advice) {
        problemAt(place, path.isEmpty() ? sentence : path() + ": " + sentence, advice);
    }

    /** Reports a problem whose message is complete. */
    public void problemAt(Place place, String message, String advice) {
        failures++;
        problems.add(place, message, advice);
    }

    /** Notes that something could not be read because of problems reported elsewhere. */
    public void fail() {
        failures++;
    }

    /** How many problems this pass reported, repeated ones included. */
    public long failures() {
        return failures;
    }

    /** Notes a figure that the file rests on. */
    public void add(Figure figure) {
        figures.add(figure);
    }

    /** Notes figures of another definition that the file rests on. */
    public void addAll(List<Figure> others) {
        figures.addAll(others);
    }

    int figureCount() {
        return figures.size();
    }

    List<Figure> figuresSince(int count) {
        return List.copyOf(figures.subList(count, figures.size()));
    }

    /** Remembers something read, for checks further down in the file. */
    public <T> void remember(Class<T> what, T value) {
        known.put(what, value);
    }

    /** Something read earlier; empty when it was missing or broken. */
    public <T> Optional<T> recall(Class<T> what) {
        return Optional.ofNullable(known.get(what)).map(what::cast);
    }
}
