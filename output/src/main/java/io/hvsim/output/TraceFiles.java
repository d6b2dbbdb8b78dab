// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.model.result.Timeline;
import io.hvsim.output.chart.Chart;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.output.chart.TimelineChart;
import io.hvsim.output.export.TraceJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of a timeline: the trace itself, and beside it a picture of the same name in every format. */
public final class TraceFiles {
    private static final String ENDING = ".json";

    private final Path file;

    /** @param file of the trace */
    public TraceFiles(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Writes all files, each whole.
     *
     * @param about what is said of the timeline, by name
     * @param title and {@code subtitle} of the picture
     * @param formats of the picture; with none, none is drawn
     * @return why the picture could not be drawn, in a sentence; empty when it was
     */
    public List<String> write(
            Timeline timeline, Map<String, String> about, String title, String subtitle, Set<ChartFormat> formats)
            throws IOException {
        List<String> problems = new ArrayList<>();
        String name = file.getFileName().toString();
        try (StagedFiles files = new StagedFiles(file.getParent())) {
            files.write(name, out -> TraceJson.write(timeline, about, out));
            if (!formats.isEmpty()) {
                draw(TimelineChart.of(timeline, title, subtitle), stem(name), formats, files, problems);
            }
            files.commit();
        }
        return problems;
    }

    private static void draw(
            Chart chart, String stem, Set<ChartFormat> formats, StagedFiles files, List<String> problems)
            throws IOException {
        try {
            for (ChartFormat format : EnumSet.copyOf(formats)) {
                files.write(stem + format.ending(), format.write(chart));
            }
        } catch (IllegalStateException e) {
            problems.add(e.getMessage());
        } catch (LinkageError e) {
            String reason = e.getCause() == null ? e.toString() : e.getCause().getMessage();
            problems.add("chart 'timeline': " + reason);
        }
    }

    /** {@code name} without the ending of a trace. */
    private static String stem(String name) {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }
}
