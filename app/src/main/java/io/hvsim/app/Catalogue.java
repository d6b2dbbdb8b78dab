// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.figure.Provenance;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.library.SchedulerDef;
import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.schema.Definition;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.suite.Suites;
import io.hvsim.scenario.text.ScenarioException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everything that can be named in a scenario or run by name, for {@code hvsim list} and {@code hvsim show}. */
final class Catalogue {
    private static final String SCENARIOS = "scenarios";
    private static final String SUITES = "suites";
    private final Library library = Library.shipped();

    /** All kinds, in plural. */
    List<String> kinds() {
        List<String> kinds = new ArrayList<>(library.kinds());
        kinds.add(SUITES);
        kinds.add(SCENARIOS);
        return kinds;
    }

    /** The kind meant by {@code text}, which may be singular. */
    String kind(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return kinds().stream()
                .filter(kind -> kind.equals(wanted) || kind.equals(wanted + "s"))
                .findFirst()
                .orElseThrow(() -> new WrongInputException(
                        "unknown kind '" + text + "'; kinds are " + String.join(", ", kinds())));
    }

    /** Name to title of everything of {@code kind}. */
    Map<String, String> titles(String kind) throws ScenarioException {
        Map<String, String> titles = new LinkedHashMap<>();
        if (kind.equals(SUITES)) {
            Suites.names()
                    .forEach(name -> titles.put(name, title(Suites.text(name).orElseThrow())));
        } else if (kind.equals(SCENARIOS)) {
            ShippedFiles.scenarios()
                    .forEach(name ->
                            titles.put(name, title(ShippedFiles.scenario(name).orElseThrow())));
        } else {
            for (String name : library.names(libraryKind(kind))) {
                titles.put(name, title(library.get(libraryKind(kind), name)));
            }
        }
        return titles;
    }

    private static String title(Definition definition) {
        return definition instanceof SchedulerDef scheduler
                ? scheduler.title() + " [" + scheduler.policy() + "]"
                : definition.title();
    }

    /** What a file says in its first line that begins with {@code title:}. */
    private static String title(String file) {
        return file.lines()
                .filter(line -> line.startsWith("title:"))
                .map(line -> line.substring("title:".length()).trim())
                .findFirst()
                .orElse("");
    }

    /** The file of a definition, and below it each of its figures with where it comes from. */
    String text(String kind, String name) throws ScenarioException {
        if (kind.equals(SCENARIOS)) {
            return known(ShippedFiles.scenario(name), kind, name);
        }
        if (kind.equals(SUITES)) {
            return known(Suites.text(name), kind, name);
        }
        StringBuilder text = new StringBuilder(known(library.text(libraryKind(kind), name), kind, name));
        if (library.get(libraryKind(kind), name) instanceof SchedulerDef scheduler) {
            text.append(settings(scheduler));
        }
        List<Figure> figures = library.figuresOf(libraryKind(kind), name);
        if (!figures.isEmpty()) {
            text.append("\n# figures, with those of definitions it extends or refers to\n");
        }
        figures.forEach(figure -> text.append(line(figure)));
        return text.toString();
    }

    /** What has no figure, with what it takes over from the preset that it extends. */
    private static String settings(SchedulerDef scheduler) {
        StringBuilder text = new StringBuilder("\n# policy " + scheduler.policy() + ", which decides for each "
                + scheduler.granularity() + "; settings, with those of presets it extends\n");
        scheduler.words().forEach((name, word) -> text.append("#   " + name + " = " + word + "\n"));
        return text.toString();
    }

    private String known(Optional<String> text, String kind, String name) throws ScenarioException {
        if (text.isEmpty()) {
            throw new WrongInputException("no '" + name + "' among " + kind + ", there are "
                    + String.join(", ", titles(kind).keySet()));
        }
        return text.get();
    }

    private static String line(Figure figure) {
        Provenance from = figure.provenance();
        String origin = from.assumed().isEmpty() ? from.source() + "; " + from.machine() : "assumed: " + from.assumed();
        String fitted = from.fittedTo().isEmpty() ? "" : "; fitted: " + from.fittedTo();
        return "#   " + figure.path().replaceFirst(".*: ", "") + " = " + figure.text() + "  [" + origin + fitted
                + "]\n";
    }

    private static Kind<?> libraryKind(String folder) {
        return Kinds.ALL.stream()
                .filter(kind -> kind.folder().equals(folder))
                .findFirst()
                .orElseThrow();
    }
}
