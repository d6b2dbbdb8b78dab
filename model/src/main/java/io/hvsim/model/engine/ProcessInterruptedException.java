// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

/** Another process, or an event, has ended the wait of this one by {@link SimProcess#interrupt}. */
public final class ProcessInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long leftNs;

    ProcessInterruptedException(String process, long leftNs) {
        super("process '" + process + "' was interrupted");
        this.leftNs = Math.max(0, leftNs);
    }

    /** How much of the hold was left, in nanoseconds; 0 if the process was passive. */
    public long leftNs() {
        return leftNs;
    }
}
