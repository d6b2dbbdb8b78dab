// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.output.picture.Picture;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Simulated results over published ones, against the published ones, on logarithmic axes: a dot for each, one colour for
 * each suite, filled when predicted and open when fitted, with bands of 10 and 30 % around agreement. The ratio takes the
 * place of the simulated value because results of all units span so many decades that the bands would be thinner than a
 * line.
 */
public final class AgreementChart {
    private static final int HEIGHT = 820;
    private static final double DOT = 7;
    private static final double LEAST = 0.2;
    private static final double MOST = 5;
    private static final double GOLDEN = 0.618034;
    private static final Color WIDE = new Color(0xF1F3F5);
    private static final Color NARROW = new Color(0xDDE3E9);

    private AgreementChart() {}

    /**
     * A result.
     *
     * @param published above 0, in its base unit
     * @param simulated above 0, in the same
     * @param predicted whether no figure was fitted to it
     */
    public record Dot(String suite, String label, double published, double simulated, boolean predicted) {}

    /**
     * The chart.
     *
     * @param dots at least one
     */
    public static Chart of(List<Dot> dots) {
        Map<String, Color> colours = new LinkedHashMap<>();
        dots.forEach(dot -> colours.computeIfAbsent(
                dot.suite(), suite -> Color.getHSBColor((float) (colours.size() * GOLDEN % 1), 0.7f, 0.72f)));
        List<LegendItem> legend = new ArrayList<>();
        colours.forEach((suite, colour) -> legend.add(Theme.swatch(suite, colour)));
        String title = "Simulated against published results";
        String subtitle =
                "Filled: predicted; open: fitted. Bands: 10 and 30 % from agreement. Dots beyond 0.2 and 5 lie on the edge.";
        JFreeChart drawing = Theme.framed(title, subtitle, legend, plot(dots, colours));
        Rectangle2D area = new Rectangle2D.Double(0, 0, Theme.WIDTH, HEIGHT);
        return new Chart(
                new Picture(
                        "agreement", title, subtitle, Theme.WIDTH, HEIGHT, graphics -> drawing.draw(graphics, area)),
                data(dots));
    }

    private static DataTable data(List<Dot> dots) {
        DataTable data = new DataTable("suite", "point", "published", "simulated", "predicted");
        dots.forEach(dot ->
                data.row(dot.suite(), dot.label(), dot.published(), dot.simulated(), dot.predicted() ? "yes" : "no"));
        return data;
    }

    private static XYPlot plot(List<Dot> dots, Map<String, Color> colours) {
        XYSeriesCollection all = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        for (Dot dot : dots) {
            int series = series(all, dot);
            renderer.setSeriesPaint(series, colours.get(dot.suite()));
            renderer.setSeriesShape(series, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
            renderer.setSeriesShapesFilled(series, dot.predicted());
            all.getSeries(series).add(dot.published(), within(dot.simulated() / dot.published()));
        }
        double least = dots.stream().mapToDouble(Dot::published).min().orElse(1);
        double most = dots.stream().mapToDouble(Dot::published).max().orElse(10);
        XYPlot plot = new XYPlot(
                all,
                Scale.decades(least, Math.max(most, 2 * least), "")
                        .axis("Published, in seconds, per second or as a ratio"),
                Scale.decades(LEAST, MOST, "").axis("Simulated over published"),
                renderer);
        Theme.applyToBase(plot.getDomainAxis());
        Theme.applyToValues(plot.getRangeAxis());
        Plots.lightGrid(plot);
        plot.addRangeMarker(new IntervalMarker(0.7, 1.3, WIDE), Layer.BACKGROUND);
        plot.addRangeMarker(new IntervalMarker(0.9, 1.1, NARROW), Layer.BACKGROUND);
        return plot;
    }

    private static int series(XYSeriesCollection all, Dot dot) {
        String key = dot.suite() + (dot.predicted() ? "" : " (fitted)");
        int known = all.getSeriesIndex(key);
        if (known >= 0) {
            return known;
        }
        all.addSeries(new XYSeries(key, false, true));
        return all.getSeriesCount() - 1;
    }

    private static double within(double ratio) {
        return Math.max(LEAST, Math.min(MOST, ratio));
    }
}
