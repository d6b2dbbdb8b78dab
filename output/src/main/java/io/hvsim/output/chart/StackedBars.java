// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.output.data.Part;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import io.hvsim.output.picture.Roboto;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Bars made of parts. Up to eight without groups stand; otherwise they lie, one row each, groups under a heading, and the
 * picture grows with them.
 */
final class StackedBars {
    private static final int MOST_STANDING = 8;
    private static final double ROW = 21;
    private static final double HEAD_AND_FOOT = 190;
    private static final double LYING_PIXELS = 690;
    private static final double STANDING_PIXELS = 360;
    private static final double PIXELS_PER_DIGIT = 6.2;
    private static final double LABEL_HEIGHT = 14;
    private static final double PADDING = 4;

    private static final BasicStroke SEPARATOR = new BasicStroke(0.7f);

    private static final Map<Part, Color> COLORS = Map.ofEntries(
            Map.entry(Part.USER, new Color(0x0072B2)),
            Map.entry(Part.KERNEL, new Color(0x56B4E9)),
            Map.entry(Part.PAGING, new Color(0xD55E00)),
            Map.entry(Part.TRANSLATION, new Color(0xE69F00)),
            Map.entry(Part.INTERRUPTS, new Color(0xCC79A7)),
            Map.entry(Part.IO, new Color(0x009E73)),
            Map.entry(Part.WALKS, new Color(0xA63603)),
            Map.entry(Part.NESTED, new Color(0x4B0082)),
            Map.entry(Part.OTHER, new Color(0xF0E442)),
            Map.entry(Part.LOCKS, new Color(0x7B5EA7)),
            Map.entry(Part.READY, new Color(0x9AA5B1)),
            Map.entry(Part.COSTOP, new Color(0x616E7C)),
            Map.entry(Part.CAPPED, new Color(0x323F4B)),
            Map.entry(Part.GUEST_QUEUE, new Color(0xC3B1E1)),
            Map.entry(Part.BACK_END, new Color(0x8FA31E)),
            Map.entry(Part.DEVICE_QUEUE, new Color(0xD9BF9C)),
            Map.entry(Part.DEVICE, new Color(0x9C6B30)),
            Map.entry(Part.PAGE_IN, new Color(0x8B1E3F)),
            Map.entry(Part.MIGRATION, new Color(0xE8475F)),
            Map.entry(Part.NETWORK, new Color(0x3C7A89)),
            Map.entry(Part.SLEEP, new Color(0xCBD2D9)),
            Map.entry(Part.UNNAMED, new Color(0xB8A99A)),
            Map.entry(Part.IDLE_POLL, new Color(0xB5C7A3)),
            Map.entry(Part.IDLE, new Color(0xEDF0F3)));

    private final List<Bar> bars;
    private final List<Part> parts;
    private final Unit unit;
    private final Scale scale;
    private final boolean standing;

    /**
     * @param unit in which lengths are labelled
     * @param max what the value axis must reach, in the base unit
     */
    StackedBars(List<Bar> bars, Unit unit, double max) {
        this(bars, unit, Scale.fromZero(max, unit));
    }

    /** The same on a given scale. */
    StackedBars(List<Bar> bars, Unit unit, Scale scale) {
        this.bars = bars;
        this.parts = Arrays.stream(Part.values())
                .filter(part -> bars.stream().anyMatch(bar -> bar.parts().of(part) > 0))
                .toList();
        this.unit = unit;
        this.scale = scale;
        this.standing = bars.size() <= MOST_STANDING
                && bars.stream().allMatch(bar -> bar.group().isEmpty());
    }

    static Color color(Part part) {
        return COLORS.get(part);
    }

    /** The finished chart. */
    Chart chart(ChartSpec spec, String title, String subtitle, String valueName, DataTable data) {
        int height = standing ? Theme.HEIGHT : (int) Math.max(Theme.HEIGHT, HEAD_AND_FOOT + rows().size() * ROW);
        JFreeChart drawing = Theme.framed(title, subtitle, legend(), plot(valueName));
        return Plots.chart(spec, drawing, title, subtitle, height, data);
    }

    private List<LegendItem> legend() {
        return parts.stream()
                .map(part -> Theme.swatch(part.label(), color(part)))
                .toList();
    }

    private CategoryPlot plot(String valueName) {
        List<Row> rows = rows();
        CategoryAxis axis = categoryAxis(rows);
        ValueAxis values = scale.axis(unit.behind(valueName));
        Theme.applyToValues(values);
        CategoryPlot plot = new CategoryPlot(dataset(rows), axis, values, renderer());
        Plots.lightGrid(plot);
        if (!standing) {
            plot.setOrientation(PlotOrientation.HORIZONTAL);
            plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        }
        rows.stream().filter(row -> row.bar != null).forEach(row -> annotate(plot, row));
        return plot;
    }

    /** A bar, or the heading of a group when {@code bar} is null. Rows are told apart by their number. */
    private record Row(int number, String label, Bar bar) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            return Integer.compare(number, other.number);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row row && number == row.number;
        }

        @Override
        public int hashCode() {
            return number;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        String group = "";
        for (Bar bar : bars) {
            if (!bar.group().equals(group)) {
                group = bar.group();
                rows.add(new Row(rows.size(), Roboto.showable(group), null));
            }
            rows.add(new Row(rows.size(), Roboto.showable(bar.label()), bar));
        }
        return rows;
    }

    private DefaultCategoryDataset dataset(List<Row> rows) {
        DefaultCategoryDataset dataset = new DefaultCategoryDataset();
        for (Row row : rows) {
            for (Part part : parts) {
                dataset.addValue(row.bar == null ? null : row.bar.parts().of(part), part, row);
            }
        }
        return dataset;
    }

    private CategoryAxis categoryAxis(List<Row> rows) {
        CategoryAxis axis = new CategoryAxis();
        Theme.apply(axis);
        axis.setCategoryMargin(standing ? 0.3 : 0.2);
        axis.setMaximumCategoryLabelLines(standing ? 3 : 1);
        axis.setMaximumCategoryLabelWidthRatio(standing ? 0.95f : 3f);
        rows.stream().filter(row -> row.bar == null).forEach(row -> axis.setTickLabelFont(row, Theme.headingFont()));
        return axis;
    }

    private StackedBarRenderer renderer() {
        StackedBarRenderer renderer = new StackedBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(true);
        renderer.setDefaultOutlinePaint(Theme.PAPER);
        renderer.setDefaultOutlineStroke(SEPARATOR);
        renderer.setMaximumBarWidth(0.1);
        renderer.setDefaultItemLabelFont(Theme.valueFont());
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelGenerator(labels());
        renderer.setDefaultPositiveItemLabelPosition(new ItemLabelPosition(ItemLabelAnchor.CENTER, TextAnchor.CENTER));
        for (int i = 0; i < parts.size(); i++) {
            renderer.setSeriesPaint(i, color(parts.get(i)));
            boolean pale = parts.get(i) == Part.IDLE;
            renderer.setSeriesItemLabelPaint(i, pale ? Theme.GREY : Theme.labelOn(color(parts.get(i))));
        }
        return renderer;
    }

    /** Writes a part's size where it has room. */
    private CategoryItemLabelGenerator labels() {
        return new StandardCategoryItemLabelGenerator() {
            private static final long serialVersionUID = 1;

            @Override
            public String generateLabel(CategoryDataset dataset, int row, int column) {
                Number value = dataset.getValue(row, column);
                if (value == null || value.doubleValue() <= 0) {
                    return null;
                }
                String text = size(value.doubleValue());
                double length = value.doubleValue() / scale.high() * (standing ? STANDING_PIXELS : LYING_PIXELS);
                double needed = standing ? LABEL_HEIGHT : text.length() * PIXELS_PER_DIGIT + PADDING;
                return length >= needed ? text : null;
            }
        };
    }

    private String size(double value) {
        return unit.symbol().equals("%") ? Decimal.fixed(unit.of(value), 0) : Decimal.significant(unit.of(value), 2);
    }

    private void annotate(CategoryPlot plot, Row row) {
        if (row.bar.end().isEmpty()) {
            return;
        }
        String gap = standing ? "" : "  ";
        CategoryTextAnnotation end = new CategoryTextAnnotation(
                gap + row.bar.end(), row, row.bar.parts().total());
        end.setTextAnchor(standing ? TextAnchor.BOTTOM_CENTER : TextAnchor.CENTER_LEFT);
        end.setFont(Theme.valueFont());
        end.setPaint(Theme.INK);
        plot.addAnnotation(end);
    }
}
