// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import picocli.CommandLine.Option;

/** How many replications run at once. */
final class ThreadsOption {
    @Option(names = "--threads", paramLabel = "N", description = "Replications run at once; all cores if absent.")
    private Integer threads;

    /** @throws WrongInputException if it is less than 1 */
    void check() {
        if (threads != null && threads < 1) {
            throw new WrongInputException("--threads is " + threads + ", it must be at least 1");
        }
    }

    /** All cores unless the user says otherwise; at least 1. */
    int count() {
        return orElse(Runtime.getRuntime().availableProcessors());
    }

    /** What the user says, at least 1, or else {@code otherwise}. */
    int orElse(int otherwise) {
        check();
        return threads == null ? otherwise : threads;
    }
}
