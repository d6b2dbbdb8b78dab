// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where results go. */
final class FolderOption {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results go; output/runs/NAME under the current folder if absent, NAME being the"
                    + " scenario's and what was asked.")
    private Path out;

    /** The folder that was named, or that of {@code name} among all runs. */
    Path orElse(String name) {
        return out != null ? out : Path.of("output", "runs").resolve(name);
    }

    /** Whether {@code folder} was named. */
    boolean is(Path folder) {
        return out != null
                && out.toAbsolutePath()
                        .normalize()
                        .equals(folder.toAbsolutePath().normalize());
    }
}
