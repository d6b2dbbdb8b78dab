// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

/**
 * Something wrong with a file or an option.
 *
 * @param message what is wrong, in one line
 * @param advice what to write instead, in one line; may be empty
 */
public record Problem(Place place, String message, String advice) {

    /** Position, message, the offending line with carets, and the advice; without a line end at its end. */
    public String render() {
        String head = place.label() + ": error: " + message + "\n" + place.snippet();
        return advice.isEmpty() ? head : head + "\n   " + advice;
    }
}
