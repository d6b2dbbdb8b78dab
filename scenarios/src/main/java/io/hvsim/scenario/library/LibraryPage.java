// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.figure.Provenance;
import io.hvsim.scenario.schema.Definition;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.ScenarioException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The reference of the library in Markdown: every definition, and every figure once, with where it comes from. */
public final class LibraryPage {
    private LibraryPage() {}

    /**
     * The page for {@code library}.
     *
     * @throws ScenarioException if a definition is broken
     */
    public static String of(Library library) throws ScenarioException {
        StringBuilder page = new StringBuilder("""
                # Library

                Generated from the files in `scenarios/library`; do not edit. A figure that several definitions share, because one extends the other, stands
                here once. *Assumed* figures say why; *fitted* ones say to what, and a result that was fitted is no prediction.
                """);
        for (Kind<?> kind : Kinds.ALL) {
            page.append("\n## ").append(kind.folder()).append("\n\n| name | what it is |\n| --- | --- |\n");
            for (String name : library.names(kind)) {
                String title = ((Definition) library.get(kind, name)).title();
                page.append("| `" + name + "` | " + cell(title) + " |\n");
            }
        }
        page.append("\n## Figures\n\n| figure | value | source, or why assumed | machine | fitted to |\n"
                + "| --- | --- | --- | --- | --- |\n");
        figures(library).values().forEach(figure -> page.append(row(figure)));
        return page.toString();
    }

    private static Map<String, Figure> figures(Library library) throws ScenarioException {
        Map<String, Figure> byPath = new TreeMap<>();
        Set<List<Object>> seen = new HashSet<>();
        for (Kind<?> kind : Kinds.ALL) {
            for (String name : library.names(kind)) {
                for (Figure figure : library.figuresOf(kind, name)) {
                    if (seen.add(identity(kind, figure))) {
                        byPath.put(figure.path(), figure);
                    }
                }
            }
        }
        return byPath;
    }

    /** What an inherited figure has in common with the one it comes from. */
    private static List<Object> identity(Kind<?> kind, Figure figure) {
        String within = figure.path().substring(figure.path().indexOf(": ") + 1);
        return List.of(kind.folder(), within, figure.text(), figure.provenance());
    }

    private static String row(Figure figure) {
        Provenance from = figure.provenance();
        String source = from.assumed().isEmpty() ? from.source() : "assumed: " + from.assumed();
        return "| `" + figure.path() + "` | " + cell(figure.text()) + " | " + cell(source) + " | "
                + cell(from.machine()) + " | " + cell(from.fittedTo()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
