// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.List;

/**
 * A parameter of a policy, as library files name it.
 *
 * @param least the smallest value of a time, in nanoseconds, or number
 * @param words what a parameter of type {@link Type#WORD} may say; empty for the others
 * @param meaning for the reference, in one line
 */
public record Parameter(String name, Type type, double least, List<String> words, String meaning) {

    /** What values a parameter takes. */
    public enum Type {
        /** A time. */
        TIME,
        /** A number. */
        NUMBER,
        /** One of a few words. */
        WORD
    }

    /** A time, 0 or more. */
    public static Parameter time(String name, String meaning) {
        return new Parameter(name, Type.TIME, 0, List.of(), meaning);
    }

    /** A number, 0 or more. */
    public static Parameter number(String name, String meaning) {
        return new Parameter(name, Type.NUMBER, 0, List.of(), meaning);
    }

    public static Parameter word(String name, List<String> words, String meaning) {
        return new Parameter(name, Type.WORD, 0, List.copyOf(words), meaning);
    }

    /** The same, whose values are not below {@code least}. */
    public Parameter atLeast(double least) {
        return new Parameter(name, type, least, words, meaning);
    }
}
