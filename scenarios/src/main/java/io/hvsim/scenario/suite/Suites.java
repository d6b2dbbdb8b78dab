// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.load.LoadFiles;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.TextFile;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads suites: those that travel with the program by name, those of users from files. */
public final class Suites {
    private static final String ENDING = ".yaml";

    private Suites() {}

    /** Names of the suites that travel with the program, sorted. */
    public static List<String> names() {
        return List.copyOf(ShippedFiles.suites());
    }

    /** The text of a suite that travels with the program; empty when there is none of that name. */
    public static Optional<String> text(String name) {
        return ShippedFiles.suite(name);
    }

    /** Reads a suite that travels with the program. */
    public static Suite shipped(String name) throws ScenarioException {
        Problems problems = new Problems();
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            problems.add(
                    Place.startOf(SourceText.option("suite", name)),
                    "unknown suite '" + name + "'",
                    Suggestions.shortAdvice(name, names(), "known"));
        }
        problems.throwIfAny();
        return parse(text.orElseThrow(), name + ENDING);
    }

    /**
     * Reads a suite file, with the folder {@code library} beside it if there is one.
     *
     * @throws ScenarioException with everything that is wrong
     */
    public static Suite read(Path file) throws ScenarioException {
        Problems problems = new Problems();
        Optional<SourceText> source = TextFile.read(file, text -> SourceText.scenario(file.toString(), text), problems);
        problems.throwIfAny();
        Path folder = file.toAbsolutePath().getParent();
        return read(source.orElseThrow(), Optional.of(folder), Library.beside(folder, problems), problems);
    }

    /** Reads a suite from text, which messages call {@code fileName}; only the shipped library is there. */
    public static Suite parse(String text, String fileName) throws ScenarioException {
        return read(SourceText.scenario(fileName, text), Optional.empty(), Library.shipped(), new Problems());
    }

    private static Suite read(SourceText source, Optional<Path> folder, Library library, Problems problems)
            throws ScenarioException {
        Optional<YamlNode> node = YamlReader.read(source, problems).map(YamlNode::withFigureSources);
        if (node.isEmpty()) {
            problems.throwIfAny();
        }
        String file = Path.of(source.name()).getFileName().toString();
        String name = file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
        Reading in = new Reading(name, library, problems);
        if (node.orElseThrow() instanceof YamlNode.Mapping tree) {
            in.remember(
                    SuiteFile.class,
                    new SuiteFile(name, tree, folder, folder.map(LoadFiles::in).orElseGet(LoadFiles::shipped)));
            ownDefinitions(tree, library);
        }
        Optional<Suite> suite = SuiteKeys.SUITE.read(node.get(), in);
        problems.throwIfAny();
        return suite.orElseThrow();
    }

    /** Definitions in the scenario of the suite. */
    private static void ownDefinitions(YamlNode.Mapping suite, Library library) {
        if (suite.get("scenario").orElse(null) instanceof YamlNode.Mapping scenario
                && scenario.get("library").orElse(null) instanceof YamlNode.Mapping definitions) {
            library.addAll(definitions);
        }
    }
}
