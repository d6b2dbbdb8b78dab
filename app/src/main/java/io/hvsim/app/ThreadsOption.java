// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import picocli.CommandLine.Option;

/** How many replications run at once. */
final class ThreadsOption {
    @Option(names = "--threads", paramLabel = "N", description = "Replications run at once; all cores if absent.")
    private Integer threads;

    /** At least 1. */
    int count() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (threads < 1) {
            throw new WrongInputException("--threads is " + threads + ", it must be at least 1");
        }
        return threads;
    }
}
