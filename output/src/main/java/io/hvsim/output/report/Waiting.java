// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.report;

import io.hvsim.model.result.PointResult;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Which VMs wait for a pCPU, in the terms of esxtop, and whether it is too much. VMs that wait for less than
 * {@value #NOTICED} of their time are left out, and so is the whole section when none is left.
 */
final class Waiting {
    private static final double NOTICED = 0.01;
    /** Thresholds of %RDY and %CSTP for each vCPU that guides to esxtop commonly name. */
    private static final double READY_WARNING = 0.05;

    private static final double READY_BAD = 0.10;
    private static final double COSTOP_BAD = 0.03;
    private static final int MOST_ROWS = 20;

    private final Points points;
    private final Html html;

    /** A VM group at a point. */
    private record Row(PointResult point, String vm) {
        double share(String metric) {
            double mean = Points.estimate(point, vm, metric).mean();
            return Double.isNaN(mean) ? 0 : mean;
        }
    }

    private record Column(String heading, Function<Row, String> text) {}

    Waiting(Points points, Html html) {
        this.points = points;
        this.html = html;
    }

    void write() {
        List<Row> rows = rows();
        if (rows.isEmpty()) {
            return;
        }
        html.element("h2", "Waiting for a pCPU");
        html.element(
                "p",
                "Shares of each vCPU's time, as esxtop counts it. Ready is time in which it could have run but had no pCPU:"
                        + " below 5 % is healthy, 5 to 10 % deserves a look, above 10 % users notice. Co-stop is time in"
                        + " which it was held back for the other vCPUs of its VM: 3 % is much. Steal is what the guest"
                        + " itself sees of all this. VMs that wait for less than 1 % of their time are left out.");
        boolean folded = rows.size() > MOST_ROWS;
        if (folded) {
            html.open("details").element("summary", "Table of " + rows.size() + " rows");
        }
        table(rows);
        if (folded) {
            html.close("details");
        }
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (PointResult point : points.all()) {
            for (String vm : points.vms()) {
                Row row = new Row(point, vm);
                if (row.share("esxtop.rdy") + row.share("esxtop.cstp") >= NOTICED) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private void table(List<Row> rows) {
        List<Column> labels = labels();
        List<Column> numbers = numbers(rows);
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        labels.forEach(column -> html.element("th", column.heading, "class", "label"));
        numbers.forEach(column -> html.element("th", column.heading, "class", "number"));
        html.element("th", "", "class", "verdict").close("tr").close("thead").open("tbody");
        for (Row row : rows) {
            html.open("tr");
            labels.forEach(column -> html.element("td", column.text.apply(row), "class", "label"));
            numbers.forEach(column -> html.element("td", column.text.apply(row), "class", "number"));
            html.element("td", verdict(row), "class", "verdict").close("tr");
        }
        html.close("tbody").close("table").close("div");
    }

    private List<Column> labels() {
        List<Column> columns = new ArrayList<>();
        points.axes()
                .forEach(axis -> columns.add(
                        new Column(Wording.axis(axis), row -> row.point.axes().getOrDefault(axis, ""))));
        if (points.vms().size() > 1 || columns.isEmpty()) {
            columns.add(new Column("VM", Row::vm));
        }
        return columns;
    }

    private List<Column> numbers(List<Row> rows) {
        List<Column> columns = new ArrayList<>();
        columns.add(percent("%RUN", "esxtop.run"));
        columns.add(percent("%RDY", "esxtop.rdy"));
        if (any(rows, row -> row.share("esxtop.mlmtd"))) {
            columns.add(percent("by limit (%MLMTD)", "esxtop.mlmtd"));
        }
        if (any(rows, row -> row.share("esxtop.rdy-worst") - row.share("esxtop.rdy") - 0.0005)) {
            columns.add(percent("worst VM's %RDY", "esxtop.rdy-worst"));
        }
        if (any(rows, row -> row.share("esxtop.cstp"))) {
            columns.add(percent("%CSTP", "esxtop.cstp"));
        }
        columns.add(percent("%WAIT", "esxtop.wait"));
        columns.add(percent("steal on KVM", "steal.kvm"));
        if (any(rows, row -> row.share("steal.xen") - row.share("steal.kvm"))) {
            columns.add(percent("steal on Xen", "steal.xen"));
        }
        return columns;
    }

    private static boolean any(List<Row> rows, Function<Row, Double> value) {
        return rows.stream().anyMatch(row -> value.apply(row) > 0);
    }

    private static Column percent(String heading, String metric) {
        return new Column(heading, row -> Decimal.fixed(100 * row.share(metric), 1) + " %");
    }

    /** What a planner would say to that. */
    private static String verdict(Row row) {
        double ready = row.share("esxtop.rdy");
        List<String> words = new ArrayList<>();
        if (row.share("esxtop.mlmtd") > ready / 2 && ready >= READY_WARNING) {
            words.add("held back by its limit");
        } else if (ready > READY_BAD) {
            words.add("too few pCPUs for this load");
        } else if (ready >= READY_WARNING) {
            words.add("pCPUs are getting scarce");
        }
        if (row.share("esxtop.cstp") >= COSTOP_BAD) {
            words.add("held back for its siblings: fewer vCPUs may do more");
        }
        boolean uneven = ready <= READY_BAD && row.share("esxtop.rdy-worst") > Math.max(READY_BAD, 2 * ready);
        if (uneven) {
            words.add("one VM waits far longer than the rest");
        }
        return words.isEmpty() ? "healthy" : String.join("; ", words);
    }
}
