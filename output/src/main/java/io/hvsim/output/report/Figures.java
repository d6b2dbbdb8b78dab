// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.report;

import io.hvsim.model.result.FigureUse;
import io.hvsim.output.data.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The library figures that results rest on, each with where it comes from, by library file. */
final class Figures {
    private final List<FigureUse> figures;
    private final Html html;

    Figures(List<FigureUse> figures, Html html) {
        this.figures = figures;
        this.html = html;
    }

    void write() {
        if (figures.isEmpty()) {
            return;
        }
        html.element("h2", "Library figures used");
        html.element("p", counts());
        Map<String, List<FigureUse>> byFile = new LinkedHashMap<>();
        figures.forEach(figure ->
                byFile.computeIfAbsent(file(figure), key -> new ArrayList<>()).add(figure));
        byFile.forEach(this::file);
    }

    private String counts() {
        long assumed = figures.stream().filter(Figures::isAssumed).count();
        long fitted =
                figures.stream().filter(figure -> !figure.fittedTo().isEmpty()).count();
        return "The results rest on " + Wording.count(figures.size(), "figure") + " of the library: "
                + (figures.size() - assumed) + " from a published source, " + assumed + " assumed; "
                + fitted + " of them fitted to a published result.";
    }

    private void file(String file, List<FigureUse> uses) {
        html.open("details").element("summary", file + " (" + uses.size() + ")");
        html.open("div", "class", "scroll")
                .open("table", "class", "figures")
                .open("thead")
                .open("tr");
        for (String heading : List.of("figure", "value", "source", "measured on")) {
            html.element("th", heading);
        }
        html.close("tr").close("thead").open("tbody");
        uses.forEach(this::row);
        html.close("tbody").close("table").close("div").close("details");
    }

    private void row(FigureUse figure) {
        html.open("tr");
        html.open("td").element("code", name(figure)).close("td");
        html.element("td", figure.value());
        html.open("td");
        if (isAssumed(figure)) {
            html.open("span", "class", "mark assumed")
                    .text("assumed")
                    .raw("</span> ")
                    .text(figure.assumed());
        } else {
            html.text(figure.source());
        }
        if (!figure.fittedTo().isEmpty()) {
            html.raw(" <span class=\"mark\">fitted</span> ").text("to " + figure.fittedTo());
        }
        html.close("td");
        html.element("td", figure.machine());
        html.close("tr");
    }

    private static boolean isAssumed(FigureUse figure) {
        return !figure.assumed().isEmpty();
    }

    private static String file(FigureUse figure) {
        int colon = figure.path().indexOf(": ");
        return colon < 0 ? "other" : figure.path().substring(0, colon);
    }

    private static String name(FigureUse figure) {
        return figure.path()
                .substring(figure.path().indexOf(": ") < 0 ? 0 : figure.path().indexOf(": ") + 2);
    }
}
