// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.text.Suggestions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with the arguments, what was perhaps meant, and where the help is; the help itself would push that off
 * the screen.
 */
final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        for (String problem : problems(wrong, command)) {
            err.println("hvsim: " + problem);
        }
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.WRONG_INPUT;
    }

    private static List<String> problems(ParameterException wrong, CommandLine command) {
        return wrong instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? unmatched(unmatched.getUnmatched(), command)
                : List.of(wrong.getMessage());
    }

    /** What follows a command or option that there is not belongs to it, so far as it is no option. */
    private static List<String> unmatched(List<String> words, CommandLine command) {
        List<String> problems = new ArrayList<>();
        boolean belongs = false;
        for (String word : words) {
            if (word.startsWith("-")) {
                String name = word.split("=", 2)[0];
                problems.add("unknown option '" + name + "'" + meantOption(name, command));
                belongs = true;
            } else if (!belongs) {
                boolean isCommand = command.getParent() == null;
                problems.add(
                        isCommand
                                ? "unknown command '" + word + "'"
                                        + meant(Suggestions.near(
                                                word, command.getSubcommands().keySet()))
                                : "nothing is expected where '" + word + "' stands");
                belongs = isCommand;
            }
        }
        return problems;
    }

    /** Compared without their dashes, in which all are alike. */
    private static String meantOption(String name, CommandLine command) {
        Map<String, String> options = command.getCommandSpec().optionsMap().keySet().stream()
                .filter(option -> option.startsWith("--"))
                .collect(Collectors.toMap(UsageErrors::word, option -> option));
        return meant(Suggestions.near(word(name), options.keySet()).stream()
                .map(options::get)
                .toList());
    }

    private static String word(String option) {
        return option.replaceFirst("^-+", "");
    }

    private static String meant(List<String> near) {
        return near.isEmpty() ? "" : ": " + Suggestions.question(near);
    }
}
