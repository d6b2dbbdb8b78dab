// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.trace;

/** A row of a trace that holds no load; the message says why. The rows around it may be fine. */
public final class UnreadableRowException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param reason a clause such as {@code 'x' is no number} */
    public UnreadableRowException(String reason) {
        super(reason, null, false, false);
    }
}
