// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.chart.Chart;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.output.chart.Charts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The charts of a result, drawn on a thread of their own while the tables are written. What cannot be drawn must not cost the
 * results.
 */
final class Drawing {
    private final List<String> problems = new ArrayList<>();
    private final FutureTask<List<Drawn>> task;

    /** A chart as files. */
    record Drawn(Chart chart, Map<ChartFormat, byte[]> files) {}

    private Drawing(ExperimentResult result, Set<ChartFormat> formats) {
        task = new FutureTask<>(() -> draw(result, formats));
    }

    /** Begins to draw every chart in those formats; none without formats. */
    static Drawing start(ExperimentResult result, Set<ChartFormat> formats) {
        Drawing drawing = new Drawing(result, formats);
        Thread thread = new Thread(drawing.task, "charts");
        thread.setDaemon(true);
        thread.start();
        return drawing;
    }

    private List<Drawn> draw(ExperimentResult result, Set<ChartFormat> formats) {
        List<Drawn> charts = new ArrayList<>();
        for (ChartSpec spec : formats.isEmpty() ? List.<ChartSpec>of() : Charts.specs(result)) {
            try {
                Chart chart = Charts.of(result, spec);
                Map<ChartFormat, byte[]> files = new LinkedHashMap<>();
                formats.forEach(format -> files.put(format, format.write(chart)));
                charts.add(new Drawn(chart, files));
            } catch (IllegalArgumentException | IllegalStateException e) {
                problems.add(e.getMessage());
            } catch (LinkageError e) {
                String reason =
                        e.getCause() == null ? e.toString() : e.getCause().getMessage();
                problems.add("chart '" + spec.name() + "': " + reason);
            }
        }
        return charts;
    }

    /**
     * The charts that could be drawn, in the order of the result, once all are done.
     *
     * @param problems to which is added why others could not be drawn
     */
    List<Drawn> drawn(List<String> problems) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    List<Drawn> charts = task.get();
                    problems.addAll(this.problems);
                    return charts;
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
