// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import io.hvsim.output.picture.Roboto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.ui.Layer;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * One metric as groups of bars along the labels of an axis, one bar per series. Without an x axis each series is a group
 * of one bar. Bars stand as long as the labels under them have room, else they lie.
 */
final class BarChart {
    private static final double PLOT_PIXELS = 800;
    private static final double PIXELS_PER_CHARACTER = 6.6;
    private static final double PIXELS_PER_DIGIT = 6.2;
    private static final int MOST_LINES = 3;
    private static final double CATEGORY_MARGIN = 0.22;
    private static final double LYING_BAR = 15;
    private static final double LYING_GAP = 12;
    private static final double HEAD_AND_FOOT = 170;

    private final Points points;
    private final ChartSpec spec;
    private final Layout layout;
    private final Reading reading;
    private final boolean single;
    private final List<String> categories;
    private final List<String> bars;
    private final Reading.Value[][] values;

    BarChart(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
        this.layout = Layout.of(points, spec);
        this.reading = new Reading(points, spec, layout);
        List<String> series = layout.series().stream().map(Layout.Series::label).toList();
        this.single = spec.x().isEmpty();
        this.categories = single ? series : layout.xLabels();
        this.bars = single ? List.of("") : series;
        this.values = values();
    }

    Chart draw() {
        boolean lying = categories.stream().anyMatch(label -> !fits(label, PLOT_PIXELS / categories.size()));
        double barWidth = lying ? LYING_BAR : PLOT_PIXELS / categories.size() * (1 - CATEGORY_MARGIN) / bars.size();
        String[][] labels = labels();
        boolean labelled = lying || longest(labels) * PIXELS_PER_DIGIT <= barWidth;
        Scale scale = valueScale(labelled && lying);
        CategoryPlot plot = plot(scale, lying);
        plot.setRenderer(renderer(labelled ? labels : null));
        Caption caption = new Caption(points, spec);
        caption.given(caption.replicationsAndInterval());
        caption.add(Wording.direction(spec.metrics().get(0)));
        caption.band(layout, "light boxes show");
        caption.add(Plots.hiddenLimit(spec, reading, Plots.limit(plot, spec, reading, scale)));
        String title = caption.title(reading.subject() + (single ? "" : " by " + Wording.axis(spec.x())));
        JFreeChart drawing = Theme.framed(title, caption.subtitle(), legend(), plot);
        return Plots.chart(spec, drawing, title, caption.subtitle(), height(lying), Plots.data(spec, layout, reading));
    }

    private Reading.Value[][] values() {
        String metric = spec.metrics().get(0);
        Reading.Value[][] all = new Reading.Value[bars.size()][categories.size()];
        for (int row = 0; row < bars.size(); row++) {
            for (int column = 0; column < categories.size(); column++) {
                all[row][column] = single
                        ? reading.at(metric, "", layout.series().get(column))
                        : reading.at(
                                metric, categories.get(column), layout.series().get(row));
            }
        }
        return all;
    }

    private CategoryPlot plot(Scale scale, boolean lying) {
        DefaultCategoryDataset dataset = new DefaultCategoryDataset();
        for (int row = 0; row < bars.size(); row++) {
            for (int column = 0; column < categories.size(); column++) {
                double mean = values[row][column].value().mean();
                dataset.addValue(
                        Double.isFinite(mean) ? mean : null, bars.get(row), Roboto.showable(categories.get(column)));
            }
        }
        CategoryPlot plot = new CategoryPlot(dataset, categoryAxis(), valueAxis(scale), null);
        Plots.lightGrid(plot);
        if (lying) {
            plot.setOrientation(PlotOrientation.HORIZONTAL);
            plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        }
        if (reading.isNormalized()) {
            plot.addRangeMarker(new ValueMarker(1, Theme.GREY, Theme.HAIR), Layer.BACKGROUND);
        }
        return plot;
    }

    private CategoryAxis categoryAxis() {
        CategoryAxis axis = new CategoryAxis();
        Theme.apply(axis);
        axis.setCategoryMargin(CATEGORY_MARGIN);
        axis.setMaximumCategoryLabelLines(MOST_LINES);
        axis.setMaximumCategoryLabelWidthRatio(single ? 0.9f : 1.1f);
        return axis;
    }

    private ValueAxis valueAxis(Scale scale) {
        ValueAxis axis = scale.axis(Unit.forValue(reading.unit(), max()).behind(reading.subject()));
        Theme.applyToValues(axis);
        return axis;
    }

    private Scale valueScale(boolean roomForLabels) {
        double max = max();
        double top = spec.slo() <= 3 * max ? Math.max(max, spec.slo()) : max;
        return Scale.fromZero(top * (roomForLabels ? 1.08 : 1.02), Unit.forValue(reading.unit(), max));
    }

    private double max() {
        return Arrays.stream(values)
                .flatMap(Arrays::stream)
                .mapToDouble(Reading.Value::top)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    private IntervalBars renderer(String[][] labels) {
        IntervalBars renderer = new IntervalBars(values, labels);
        renderer.setItemMargin(0.06);
        renderer.setMaximumBarWidth(0.09);
        for (int row = 0; row < bars.size(); row++) {
            renderer.setSeriesPaint(row, Theme.series(row));
        }
        return renderer;
    }

    private String[][] labels() {
        Unit unit = Unit.forValue(reading.unit(), max());
        String[][] labels = new String[bars.size()][categories.size()];
        for (int row = 0; row < bars.size(); row++) {
            for (int column = 0; column < categories.size(); column++) {
                double value = values[row][column].value().mean();
                boolean present = Double.isFinite(value);
                labels[row][column] = !present
                        ? ""
                        : reading.isNormalized() ? Decimal.fixed(value, 2) : Decimal.significant(unit.of(value), 3);
            }
        }
        return labels;
    }

    private static int longest(String[][] labels) {
        return Arrays.stream(labels)
                .flatMap(Arrays::stream)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private List<LegendItem> legend() {
        List<LegendItem> legend = new ArrayList<>();
        for (int row = 0; row < bars.size() && bars.size() > 1; row++) {
            legend.add(Theme.swatch(bars.get(row), Theme.series(row)));
        }
        return legend;
    }

    private int height(boolean lying) {
        double rows = categories.size() * (bars.size() * LYING_BAR + LYING_GAP);
        return lying ? (int) Math.max(Theme.HEIGHT, HEAD_AND_FOOT + rows) : Theme.HEIGHT;
    }

    private static boolean fits(String label, double width) {
        String[] words = label.split("(?<=[ -])");
        int longestWord = Arrays.stream(words).mapToInt(String::length).max().orElse(0);
        double lines = Math.ceil(label.length() * PIXELS_PER_CHARACTER * 1.25 / width);
        return longestWord * PIXELS_PER_CHARACTER <= width && lines <= MOST_LINES;
    }
}
