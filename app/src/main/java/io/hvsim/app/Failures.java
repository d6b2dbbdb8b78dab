// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what commands throw into messages for the user; a stack trace is shown only with {@code --debug}. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult arguments) {
        Exception failure = thrown instanceof UncheckedIOException wrapped ? wrapped.getCause() : thrown;
        PrintWriter err = command.getErr();
        if (failure instanceof ScenarioException wrong) {
            err.print(wrong.render());
            err.flush();
            return ExitCode.WRONG_INPUT;
        }
        err.println("hvsim: " + message(failure));
        if (arguments.expandedArgs().contains("--debug")) {
            failure.printStackTrace(err);
        } else if (!(failure instanceof IOException || failure instanceof WrongInputException)) {
            err.println("This is a fault of hvsim. Run the command again with --debug and report what it prints.");
        }
        err.flush();
        return failure instanceof WrongInputException ? ExitCode.WRONG_INPUT : ExitCode.MISSED;
    }

    private static String message(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "no such file or folder: " + missing.getFile();
        }
        if (failure instanceof FileSystemException file) {
            return "cannot write " + file.getFile() + (file.getReason() == null ? "" : ": " + file.getReason());
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
