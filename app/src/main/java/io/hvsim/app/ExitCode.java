// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

/** What the process ends with. */
final class ExitCode {
    /** Everything was done. */
    static final int DONE = 0;
    /** The run failed, or a precision or every chance of meeting an SLO was missed. */
    static final int MISSED = 1;
    /** Wrong command line or input. */
    static final int WRONG_INPUT = 2;

    private ExitCode() {}
}
