// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.chart.Chart;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.output.chart.Charts;
import io.hvsim.output.report.HtmlReport;
import io.hvsim.output.report.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The charts of a result and the report with them, made on a thread of their own while the tables are written. What cannot be
 * drawn must not cost the results.
 */
final class Drawing {
    /**
     * What was made.
     *
     * @param charts those that could be drawn, as files, in the order of the result
     * @param problems why others could not
     * @param report the page
     */
    record Drawn(Map<Chart, Map<ChartFormat, byte[]>> charts, List<String> problems, String report) {}

    private Drawing() {}

    /** Begins to draw every chart in those formats; none without formats. */
    static Background<Drawn> start(ExperimentResult result, Provenance provenance, Set<ChartFormat> formats) {
        return Background.start("charts", () -> draw(result, provenance, formats));
    }

    private static Drawn draw(ExperimentResult result, Provenance provenance, Set<ChartFormat> formats) {
        Map<Chart, Map<ChartFormat, byte[]>> charts = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (ChartSpec spec : formats.isEmpty() ? List.<ChartSpec>of() : Charts.specs(result)) {
            try {
                Chart chart = Charts.of(result, spec);
                Map<ChartFormat, byte[]> files = new LinkedHashMap<>();
                formats.forEach(format -> files.put(format, format.write(chart)));
                charts.put(chart, files);
            } catch (IllegalArgumentException | IllegalStateException e) {
                problems.add(e.getMessage());
            } catch (LinkageError e) {
                String reason =
                        e.getCause() == null ? e.toString() : e.getCause().getMessage();
                problems.add("chart '" + spec.name() + "': " + reason);
            }
        }
        String report = HtmlReport.of(result, provenance, List.copyOf(charts.keySet()), formats);
        return new Drawn(charts, problems, report);
    }
}
