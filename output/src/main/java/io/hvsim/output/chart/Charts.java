// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.data.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Draws charts of an experiment. */
public final class Charts {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private Charts() {}

    /**
     * The charts that the scenario names, or {@link DefaultCharts} when it names none; then, of uncertain figures, what they
     * move.
     */
    public static List<ChartSpec> specs(ExperimentResult result) {
        List<ChartSpec> specs = new ArrayList<>(result.charts().isEmpty() ? DefaultCharts.of(result) : result.charts());
        specs.addAll(TornadoChart.specs(result));
        return List.copyOf(specs);
    }

    /**
     * One chart.
     *
     * @throws IllegalArgumentException when {@code spec} names an axis, label or metric that the results lack
     */
    public static Chart of(ExperimentResult result, ChartSpec spec) {
        if (!NAME.matcher(spec.name()).matches()) {
            throw new IllegalArgumentException(
                    "chart '" + spec.name() + "': a name has letters, digits and dashes only");
        }
        Points points = new Points(result);
        return switch (spec.kind()) {
            case LINES -> new LineChart(points, spec).draw();
            case BARS -> new BarChart(points, spec).draw();
            case CPU_SPLIT -> new CpuSplitChart(points, spec).draw();
            case BLAME -> new BlameChart(points, spec).draw();
            case CDF -> new CdfChart(points, spec).draw();
            case TIME_SERIES -> new TimeSeriesChart(points, spec).draw();
            case MEASURED -> new MeasuredChart(points, spec).draw();
            case TORNADO -> new TornadoChart(points, spec).draw();
        };
    }
}
