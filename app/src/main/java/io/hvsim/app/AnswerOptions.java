// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import picocli.CommandLine.Option;

/** How a command gives its answer. */
final class AnswerOptions {
    enum Format {
        TABLE,
        JSON,
        CSV
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What goes to standard output: table, json or csv.",
            defaultValue = "table")
    private Format format;

    @Option(names = "--quiet", description = "Says nothing but the answer and what is wrong.")
    private boolean quiet;

    Format format() {
        return format;
    }

    boolean isQuiet() {
        return quiet;
    }
}
