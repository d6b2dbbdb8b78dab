// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

/** The life cycle of a process has thrown; what it threw is the cause. */
public final class ProcessFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProcessFailedException(String process, long timeNs, Throwable cause) {
        super("process '" + process + "' failed at " + timeNs + " ns: " + cause, cause);
    }
}
