// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.Spans;
import io.hvsim.model.result.Timeline;
import io.hvsim.output.data.Part;
import io.hvsim.output.number.Unit;
import io.hvsim.output.picture.Picture;
import io.hvsim.output.picture.Roboto;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A timeline as a Gantt chart: a row for each pCPU in the colours of the VMs that run there, and a row for each vCPU in the
 * colours of its states, led by the colour of its VM. Where states change faster than can be seen, the height shows their
 * shares of the time. Exits and interrupts are marked while there are few.
 */
public final class TimelineChart {
    private static final int MOST_ROWS = 40;
    private static final int MOST_PCPUS = 16;
    private static final int MOST_MARKS = 240;
    /** Blocks side by side in the width of the plot. */
    private static final int BLOCKS = 480;

    private static final double ROW = 21;
    private static final double HEAD_AND_FOOT = 170;
    /** Left of the window, where the colours of VMs stand, as a share of it. */
    private static final double MARGIN = 0.014;

    /** A state is in the legend if it has a larger share of any block. */
    private static final double NAMED = 0.02;

    private static final int LONGEST_NAME = 26;
    private static final double GOLDEN = 0.618034;
    private static final Color NOBODY = new Color(0xF4F6F8);
    private static final Shape TAKEN = triangle();
    private static final Shape EXIT = new Rectangle2D.Double(-0.6, -3, 1.2, 6);

    private final Timeline timeline;
    private final long leastNs;
    private final List<TimelinePaint.Row> rows = new ArrayList<>();
    private final Set<Part> shown = EnumSet.noneOf(Part.class);
    private final DataTable data = new DataTable("row", "shows", "from_ns", "to_ns", "ns");

    private TimelineChart(Timeline timeline) {
        this.timeline = timeline;
        this.leastNs = Math.max(1, timeline.ns() / BLOCKS);
    }

    /** The chart; its rows say what was left out where not all vCPUs and pCPUs have room. */
    public static Chart of(Timeline timeline, String title, String subtitle) {
        return new TimelineChart(timeline).draw(title, subtitle);
    }

    private Chart draw(String title, String subtitle) {
        int pcpus = Math.min(timeline.pcpus(), MOST_PCPUS);
        List<Integer> vcpus = busiest(MOST_ROWS - pcpus);
        addPcpus(pcpus);
        rows.add(new TimelinePaint.Row("", Theme.CLEAR, List.of()));
        int firstVcpu = rows.size();
        addVcpus(vcpus);
        List<TimelinePaint.Mark> marks = marks(vcpus, firstVcpu);
        String words = subtitle + leftOut(pcpus, vcpus.size());
        XYPlot plot = plot();
        plot.addAnnotation(new TimelinePaint(rows, marks, timeline.fromNs(), timeline.toNs()));
        int height = (int) (HEAD_AND_FOOT + rows.size() * ROW);
        JFreeChart drawing = Theme.framed(title, words, legend(marks), plot);
        Rectangle2D area = new Rectangle2D.Double(0, 0, Theme.WIDTH, height);
        return new Chart(
                new Picture("timeline", title, words, Theme.WIDTH, height, graphics -> drawing.draw(graphics, area)),
                data);
    }

    /** As many vCPUs as have room, in their order: those that are not idle for longest. */
    private List<Integer> busiest(int most) {
        long[] idleNs = new long[timeline.vcpus().size()];
        Spans states = timeline.states();
        for (int i = 0; i < states.size(); i++) {
            idleNs[states.track(i)] += part(states.label(i)) == Part.IDLE ? states.ns(i) : 0;
        }
        return IntStream.range(0, idleNs.length)
                .boxed()
                .sorted(Comparator.comparingLong(vcpu -> idleNs[vcpu]))
                .limit(most)
                .sorted()
                .toList();
    }

    private void addPcpus(int count) {
        List<TimelineRow<Integer>> all = new ArrayList<>();
        long[] at = new long[timeline.pcpus()];
        Arrays.fill(at, timeline.fromNs());
        IntStream.range(0, timeline.pcpus()).forEach(pcpu -> all.add(new TimelineRow<>(timeline.fromNs(), leastNs)));
        Spans occupancies = timeline.occupancies();
        IntStream.range(0, occupancies.size())
                .boxed()
                .sorted(Comparator.comparingLong(occupancies::fromNs))
                .forEach(i -> {
                    int pcpu = occupancies.track(i);
                    fillUp(all.get(pcpu), at[pcpu], occupancies.fromNs(i));
                    all.get(pcpu).add(vcpuVm(occupancies.label(i)), occupancies.toNs(i));
                    at[pcpu] = occupancies.toNs(i);
                });
        for (int pcpu = 0; pcpu < count; pcpu++) {
            fillUp(all.get(pcpu), at[pcpu], timeline.toNs());
            String name = "pCPU " + pcpu;
            List<TimelinePaint.Block> blocks = new ArrayList<>();
            for (TimelineRow.Block<Integer> block : all.get(pcpu).blocks()) {
                Map<Color, Long> parts = new LinkedHashMap<>();
                block.parts().forEach((vm, ns) -> {
                    parts.put(vmColor(vm), ns);
                    data.row(
                            name,
                            vm == Spans.NONE ? "nobody" : timeline.vms().get(vm).name(),
                            block.fromNs(),
                            block.toNs(),
                            ns);
                });
                blocks.add(new TimelinePaint.Block(block.fromNs(), block.toNs(), parts));
            }
            rows.add(new TimelinePaint.Row(name, Theme.CLEAR, blocks));
        }
    }

    private static void fillUp(TimelineRow<Integer> row, long at, long until) {
        if (at < until) {
            row.add(Spans.NONE, until);
        }
    }

    private void addVcpus(List<Integer> vcpus) {
        Map<Integer, TimelineRow<Part>> all = new LinkedHashMap<>();
        vcpus.forEach(vcpu -> all.put(vcpu, new TimelineRow<>(timeline.fromNs(), leastNs)));
        Spans states = timeline.states();
        for (int i = 0; i < states.size(); i++) {
            TimelineRow<Part> row = all.get(states.track(i));
            if (row != null) {
                row.add(part(states.label(i)), states.toNs(i));
            }
        }
        all.forEach((vcpu, row) -> {
            String name = name(vcpu);
            List<TimelinePaint.Block> blocks = new ArrayList<>();
            for (TimelineRow.Block<Part> block : row.blocks()) {
                Map<Color, Long> parts = new LinkedHashMap<>();
                block.parts().forEach((part, ns) -> {
                    if (ns > NAMED * (block.toNs() - block.fromNs())) {
                        shown.add(part);
                    }
                    parts.put(StackedBars.color(part), ns);
                    data.row(name, words(part), block.fromNs(), block.toNs(), ns);
                });
                blocks.add(new TimelinePaint.Block(block.fromNs(), block.toNs(), parts));
            }
            rows.add(new TimelinePaint.Row(name, vmColor(vcpuVm(vcpu)), blocks));
        });
    }

    /** All overheads are one part here. */
    private Part part(int label) {
        String state = timeline.labels().get(label);
        return Part.of(Timeline.metric(state).substring("cpu.".length()));
    }

    private static String words(Part part) {
        return switch (part) {
            case OTHER -> "overhead";
            case LOCKS -> "spin";
            default -> part.label();
        };
    }

    private String name(int vcpu) {
        String vm = timeline.vms().get(vcpuVm(vcpu)).name();
        long siblings = timeline.vcpus().stream()
                .filter(each -> each.vm() == vcpuVm(vcpu))
                .count();
        return siblings == 1 ? vm : vm + " vCPU " + timeline.vcpus().get(vcpu).number();
    }

    private int vcpuVm(int vcpu) {
        return timeline.vcpus().get(vcpu).vm();
    }

    /** Pale, so that it is no colour of a state. */
    private static Color vmColor(int vm) {
        return vm == Spans.NONE ? NOBODY : Color.getHSBColor((float) ((0.08 + vm * GOLDEN) % 1), 0.3f, 0.92f);
    }

    private List<TimelinePaint.Mark> marks(List<Integer> vcpus, int firstVcpu) {
        List<TimelinePaint.Mark> marks = new ArrayList<>();
        Spans exits = timeline.exits();
        for (int i = 0; i < exits.size(); i++) {
            mark(marks, vcpus.indexOf(exits.track(i)), firstVcpu, exits.fromNs(i), EXIT);
        }
        Spans interrupts = timeline.interrupts();
        for (int i = 0; i < interrupts.size(); i++) {
            mark(marks, vcpus.indexOf(interrupts.track(i)), firstVcpu, interrupts.toNs(i), TAKEN);
        }
        return marks.size() > MOST_MARKS ? List.of() : marks;
    }

    private static void mark(List<TimelinePaint.Mark> marks, int row, int firstVcpu, long atNs, Shape shape) {
        if (row >= 0 && marks.size() <= MOST_MARKS) {
            marks.add(new TimelinePaint.Mark(firstVcpu + row, atNs, shape, shape == TAKEN));
        }
    }

    private String leftOut(int pcpus, int vcpus) {
        List<String> left = new ArrayList<>();
        if (pcpus < timeline.pcpus()) {
            left.add("the first " + pcpus + " of " + timeline.pcpus() + " pCPUs");
        }
        if (vcpus < timeline.vcpus().size()) {
            left.add("the " + vcpus + " busiest of " + timeline.vcpus().size() + " vCPUs");
        }
        return left.isEmpty() ? "" : "; shown are " + String.join(" and ", left);
    }

    private List<LegendItem> legend(List<TimelinePaint.Mark> marks) {
        List<LegendItem> items = new ArrayList<>();
        shown.forEach(part -> items.add(Theme.swatch(words(part), StackedBars.color(part))));
        if (marks.stream().anyMatch(mark -> mark.shape() == TAKEN)) {
            items.add(Theme.marker("interrupt", TAKEN));
        }
        if (marks.stream().anyMatch(mark -> mark.shape() == EXIT)) {
            items.add(Theme.marker("exit", EXIT));
        }
        return items;
    }

    private XYPlot plot() {
        Unit unit = Unit.forValue("s", timeline.ns() / 1e9);
        double from = timeline.fromNs() / 1e9;
        double to = timeline.toNs() / 1e9;
        ValueAxis time = Scale.between(from, to, unit).axis(unit.behind("Simulated time"));
        time.setRange(from - MARGIN * (to - from), to);
        Theme.applyToBase(time);
        List<Scale.Tick> ticks = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ticks.add(new Scale.Tick(
                    i + 0.5, Roboto.showable(shortened(rows.get(i).name()))));
        }
        TickedAxis names = new TickedAxis(null, ticks);
        names.setInverted(true);
        names.setRange(0, rows.size());
        Theme.applyToValues(names);
        XYPlot plot = new XYPlot(new XYSeriesCollection(), time, names, new XYLineAndShapeRenderer());
        Plots.lightGrid(plot);
        plot.setRangeGridlinesVisible(false);
        return plot;
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, 8) + "..." + name.substring(name.length() - (LONGEST_NAME - 11));
    }

    private static Shape triangle() {
        Path2D path = new Path2D.Double();
        path.moveTo(-3, -3);
        path.lineTo(3, -3);
        path.lineTo(0, 3);
        path.closePath();
        return path;
    }
}
