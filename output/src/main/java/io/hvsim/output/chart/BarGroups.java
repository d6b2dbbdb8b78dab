// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import io.hvsim.output.picture.Roboto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Groups of bars that stand as long as the labels under them have room, else lie.
 */
final class BarGroups {
    private static final double PLOT_PIXELS = 800;
    private static final double PIXELS_PER_CHARACTER = 6.6;
    private static final double PIXELS_PER_DIGIT = 6.2;
    private static final int MOST_LINES = 3;
    private static final double CATEGORY_MARGIN = 0.22;
    private static final double LYING_BAR = 15;
    private static final double LYING_GAP = 12;
    private static final double HEAD_AND_FOOT = 170;

    private final List<String> categories;
    private final List<String> bars;
    private final Reading.Value[][] values;
    private final String baseUnit;
    private final boolean isRatio;
    private final double limit;
    private final boolean lying;
    private final String[][] labels;
    private final boolean labelled;

    /**
     * @param categories labels of the groups
     * @param bars labels of the bars of each group
     * @param values by bar and group
     * @param baseUnit of the values
     * @param isRatio whether they are shares of one of them, which counts as 1
     * @param limit that should be in the picture if it is near; NaN for none
     */
    BarGroups(
            List<String> categories,
            List<String> bars,
            Reading.Value[][] values,
            String baseUnit,
            boolean isRatio,
            double limit) {
        this.categories = categories;
        this.bars = bars;
        this.values = values;
        this.baseUnit = baseUnit;
        this.isRatio = isRatio;
        this.limit = limit;
        this.lying = categories.stream().anyMatch(label -> !fits(label, PLOT_PIXELS / categories.size()));
        this.labels = labels();
        double width = lying ? LYING_BAR : PLOT_PIXELS / categories.size() * (1 - CATEGORY_MARGIN) / bars.size();
        this.labelled = lying || longest(labels) * PIXELS_PER_DIGIT <= width;
    }

    /** @param subject what the values are, in words and without unit */
    CategoryPlot plot(String subject) {
        DefaultCategoryDataset dataset = new DefaultCategoryDataset();
        for (int row = 0; row < bars.size(); row++) {
            for (int column = 0; column < categories.size(); column++) {
                double mean = values[row][column].value().mean();
                dataset.addValue(
                        Double.isFinite(mean) ? mean : null, bars.get(row), Roboto.showable(categories.get(column)));
            }
        }
        CategoryPlot plot = new CategoryPlot(dataset, categoryAxis(), valueAxis(subject), null);
        Plots.lightGrid(plot);
        if (lying) {
            plot.setOrientation(PlotOrientation.HORIZONTAL);
            plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        }
        plot.setRenderer(renderer());
        return plot;
    }

    private CategoryAxis categoryAxis() {
        CategoryAxis axis = new CategoryAxis();
        Theme.apply(axis);
        axis.setCategoryMargin(CATEGORY_MARGIN);
        axis.setMaximumCategoryLabelLines(MOST_LINES);
        axis.setMaximumCategoryLabelWidthRatio(bars.size() == 1 && bars.get(0).isEmpty() ? 0.9f : 1.1f);
        return axis;
    }

    private ValueAxis valueAxis(String subject) {
        ValueAxis axis = scale().axis(Unit.forValue(baseUnit, max()).behind(subject));
        Theme.applyToValues(axis);
        return axis;
    }

    /** What the value axis spans. */
    Scale scale() {
        double max = max();
        double top = limit <= 3 * max ? Math.max(max, limit) : max;
        return Scale.fromZero(top * (labelled && lying ? 1.08 : 1.02), Unit.forValue(baseUnit, max));
    }

    private double max() {
        return Arrays.stream(values)
                .flatMap(Arrays::stream)
                .mapToDouble(Reading.Value::top)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    private IntervalBars renderer() {
        IntervalBars renderer = new IntervalBars(values, labelled ? labels : null);
        renderer.setItemMargin(0.06);
        renderer.setMaximumBarWidth(0.09);
        for (int row = 0; row < bars.size(); row++) {
            renderer.setSeriesPaint(row, Theme.series(row));
        }
        return renderer;
    }

    private String[][] labels() {
        Unit unit = Unit.forValue(baseUnit, max());
        String[][] all = new String[bars.size()][categories.size()];
        for (int row = 0; row < bars.size(); row++) {
            for (int column = 0; column < categories.size(); column++) {
                double value = values[row][column].value().mean();
                boolean present = Double.isFinite(value);
                all[row][column] =
                        !present ? "" : isRatio ? Decimal.fixed(value, 2) : Decimal.significant(unit.of(value), 3);
            }
        }
        return all;
    }

    private static int longest(String[][] labels) {
        return Arrays.stream(labels)
                .flatMap(Arrays::stream)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** What each bar of a group is; nothing where groups have one. */
    List<LegendItem> legend() {
        List<LegendItem> legend = new ArrayList<>();
        for (int row = 0; row < bars.size() && bars.size() > 1; row++) {
            legend.add(Theme.swatch(bars.get(row), Theme.series(row)));
        }
        return legend;
    }

    /** Of the picture, in pixels. */
    int height() {
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
