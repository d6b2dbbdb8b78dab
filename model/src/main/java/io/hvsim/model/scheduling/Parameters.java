// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.HashMap;
import java.util.Map;

/** Values of the parameters of a policy. */
public final class Parameters {
    private final Map<String, Double> numbers = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();

    /** Sets a time, in nanoseconds, or a number. */
    public Parameters with(String name, double value) {
        numbers.put(name, value);
        return this;
    }

    /** Sets a word. */
    public Parameters with(String name, String word) {
        words.put(name, word);
        return this;
    }

    /**
     * A time in nanoseconds.
     *
     * @throws IllegalArgumentException if it is not set
     */
    public long ns(String name) {
        return Math.round(number(name));
    }

    /** @throws IllegalArgumentException if it is not set */
    public double number(String name) {
        return of(numbers, name);
    }

    /**
     * Whether the parameter says {@code word}.
     *
     * @throws IllegalArgumentException if it is not set
     */
    public boolean is(String name, String word) {
        return of(words, name).equals(word);
    }

    private static <T> T of(Map<String, T> values, String name) {
        T value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the policy's parameter '" + name + "' has no value");
        }
        return value;
    }
}
