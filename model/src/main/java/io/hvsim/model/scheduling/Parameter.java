// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.List;

/**
 * A parameter of a policy, as library files name it.
 *
 * @param words what a parameter of type {@link Type#WORD} may say; empty for the others
 * @param meaning for the reference, in one line
 */
public record Parameter(String name, Type type, List<String> words, String meaning) {

    /** What values a parameter takes. */
    public enum Type {
        /** A time, 0 or more. */
        TIME,
        /** A number, 0 or more. */
        NUMBER,
        /** One of a few words. */
        WORD
    }

    public static Parameter time(String name, String meaning) {
        return new Parameter(name, Type.TIME, List.of(), meaning);
    }

    public static Parameter number(String name, String meaning) {
        return new Parameter(name, Type.NUMBER, List.of(), meaning);
    }

    public static Parameter word(String name, List<String> words, String meaning) {
        return new Parameter(name, Type.WORD, List.copyOf(words), meaning);
    }
}
