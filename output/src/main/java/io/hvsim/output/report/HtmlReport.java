// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.report;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.chart.Chart;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.output.data.Movers;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.picture.SvgFile;
import io.hvsim.output.table.ResultTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The report: question, answer, table, charts, waiting for pCPUs, reasons, how it was measured, the library figures it rests on and how to run
 * it again. One page with style and charts inside, without scripts, for light and dark screens and for paper.
 */
public final class HtmlReport {
    /** A longer table is folded, so that the charts are not far below. */
    private static final int MOST_ROWS = 40;

    private final Points points;
    private final ExperimentResult result;
    private final Provenance provenance;
    private final Html html = new Html();

    private HtmlReport(ExperimentResult result, Provenance provenance) {
        this.points = new Points(result);
        this.result = result;
        this.provenance = provenance;
    }

    /**
     * The page.
     *
     * @param charts drawn into the page, in this order
     * @param formats in which the charts also lie in {@code charts/} beside the page, to be linked
     */
    public static String of(
            ExperimentResult result, Provenance provenance, List<Chart> charts, Set<ChartFormat> formats) {
        HtmlReport report = new HtmlReport(result, provenance);
        report.page(charts, formats);
        return report.html.toString();
    }

    private void page(List<Chart> charts, Set<ChartFormat> formats) {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.element("title", result.title());
        html.raw("<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
        head();
        warnings();
        table();
        charts.forEach(chart -> chart(chart, formats));
        new Waiting(points, html).write();
        reasons();
        movers();
        new Method(points, html).write();
        new Figures(result.figures(), html).write();
        again();
        html.raw("</main>\n</body>\n</html>\n");
    }

    private void head() {
        html.element("h1", result.title());
        if (!result.question().isEmpty()) {
            html.element("p", result.question(), "class", "question");
        }
        String axes = result.axes().isEmpty()
                ? ""
                : ", sweep over "
                        + String.join(
                                ", ", result.axes().stream().map(Wording::axis).toList());
        html.element(
                "p",
                "Scenario " + result.scenario() + ", "
                        + Wording.count(points.all().size(), "point") + axes + ", seed " + result.seed() + ", hvsim "
                        + provenance.version(),
                "class",
                "facts");
        List<String> sentences = result.findings().isEmpty() ? new Answer(points).sentences() : result.findings();
        if (!sentences.isEmpty()) {
            html.open("div", "class", "answer");
            html.element("p", String.join(" ", sentences));
            html.close("div");
        }
    }

    private void warnings() {
        List<String> all = new ArrayList<>(result.warnings());
        points.all().stream()
                .filter(point -> !point.precisionReached())
                .map(point -> precision(point.axes(), point.precision()))
                .forEach(all::add);
        if (all.isEmpty()) {
            return;
        }
        html.open("div", "class", "warnings");
        html.element("strong", "Warnings");
        html.open("ul");
        all.forEach(warning -> html.element("li", warning));
        html.close("ul").close("div");
    }

    private void movers() {
        List<Movers> movers = Movers.of(result);
        if (movers.isEmpty()) {
            return;
        }
        html.element("h2", "Uncertain figures that move the results most");
        html.element(
                "p",
                "Rank correlation of a figure's values with those of the result, over the samples; at 1 or -1 the result"
                        + " follows the figure alone. influences.csv has all points.");
        html.open("div", "class", "scroll")
                .open("table", "class", "figures")
                .open("thead")
                .open("tr");
        for (String heading : List.of("result", "figure", "points", "rank correlation")) {
            html.element("th", heading);
        }
        html.close("tr").close("thead").open("tbody");
        for (Movers each : movers) {
            html.open("tr");
            html.element("td", each.vm() + ": " + Wording.metric(each.metric()));
            html.open("td").element("code", each.figure()).close("td");
            html.element("td", Integer.toString(each.points()));
            html.element("td", range(each));
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
    }

    private static String range(Movers mover) {
        String least = Decimal.fixed(mover.least(), 2);
        String most = Decimal.fixed(mover.most(), 2);
        return least.equals(most) ? most : least + " to " + most;
    }

    private String precision(Map<String, String> labels, String sentence) {
        String where = String.join(
                ", ",
                result.axes().stream()
                        .map(axis -> Wording.label(axis, labels.getOrDefault(axis, "")))
                        .toList());
        return where.isEmpty() ? sentence : where + ": " + sentence;
    }

    private void table() {
        ResultTable table = ResultTable.of(result);
        html.element("h2", "Results");
        boolean folded = table.rows().size() > MOST_ROWS;
        if (folded) {
            html.open("details").element("summary", "Table of " + table.rows().size() + " rows");
        }
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        table.columns().forEach(column -> html.element("th", column.heading(), "class", kind(column)));
        html.close("tr").close("thead").open("tbody");
        for (List<ResultTable.Cell> row : table.rows()) {
            html.open("tr");
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i), kind(table.columns().get(i)));
            }
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
        if (folded) {
            html.close("details");
        }
    }

    private void cell(ResultTable.Cell cell, String kind) {
        html.open("td", "class", kind).text(cell.value());
        if (!cell.spread().isEmpty()) {
            html.open("span", "class", "interval").text(cell.interval()).raw("</span>");
        }
        html.text(cell.unit()).close("td");
    }

    private static String kind(ResultTable.Column column) {
        return column.isLabel() ? "label" : "number";
    }

    private void chart(Chart chart, Set<ChartFormat> formats) {
        html.open("figure", "id", "chart-" + chart.name());
        html.raw(SvgFile.element(chart.picture()));
        html.open("figcaption");
        for (ChartFormat format : formats) {
            html.element(
                    "a", format.name().toLowerCase(Locale.ROOT), "href", "charts/" + chart.name() + format.ending());
        }
        html.close("figcaption").close("figure");
    }

    private void reasons() {
        List<Reasons.Reason> reasons = new Reasons(points).all();
        if (reasons.isEmpty()) {
            return;
        }
        html.element("h2", "Why");
        for (Reasons.Reason reason : reasons) {
            html.element("h3", reason.heading());
            html.element("p", reason.words());
        }
    }

    private void again() {
        html.element("h2", "Run it again");
        html.element("p", "The same version, scenario and seed give the same results on any machine.");
        html.element("pre", provenance.command());
        html.open("dl");
        term("version", provenance.version());
        term("seed", Long.toString(result.seed()));
        provenance.inputs().forEach((name, hash) -> term(name, "SHA-256 " + hash));
        html.close("dl");
        if (!provenance.scenario().isEmpty()) {
            html.open("details").element("summary", "The scenario with every default filled in");
            html.element("pre", provenance.scenario()).close("details");
        }
    }

    private void term(String name, String value) {
        html.element("dt", name).element("dd", value);
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
