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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The charts of a result and the report with them, made on a thread of their own while the tables are written. What cannot be
 * drawn must not cost the results.
 */
final class Drawing {
    private final FutureTask<Drawn> task;

    /**
     * What was made.
     *
     * @param charts those that could be drawn, as files, in the order of the result
     * @param problems why others could not
     * @param report the page
     */
    record Drawn(Map<Chart, Map<ChartFormat, byte[]>> charts, List<String> problems, String report) {}

    private Drawing(ExperimentResult result, Provenance provenance, Set<ChartFormat> formats) {
        task = new FutureTask<>(() -> draw(result, provenance, formats));
    }

    /** Begins to draw every chart in those formats; none without formats. */
    static Drawing start(ExperimentResult result, Provenance provenance, Set<ChartFormat> formats) {
        Drawing drawing = new Drawing(result, provenance, formats);
        Thread thread = new Thread(drawing.task, "charts");
        thread.setDaemon(true);
        thread.start();
        return drawing;
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

    /** What was made, once all is done. */
    Drawn drawn() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // what was begun is ended, as it is on one thread
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
