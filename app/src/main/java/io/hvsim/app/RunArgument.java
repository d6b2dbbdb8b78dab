// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.ResultFiles;
import io.hvsim.output.StoredRun;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A stored run on the command line. */
final class RunArgument {
    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
    private Path folder;

    Path folder() {
        return folder;
    }

    /** @throws WrongInputException if the folder holds no run, or one that cannot be read */
    StoredRun read() throws IOException {
        try {
            return new ResultFiles(folder).read();
        } catch (NoSuchFileException missing) {
            throw new WrongInputException("no results in " + folder + ": " + missing.getFile() + " is missing");
        } catch (IllegalArgumentException unreadable) {
            throw new WrongInputException("the results in " + folder + " cannot be read: " + unreadable.getMessage());
        }
    }
}
