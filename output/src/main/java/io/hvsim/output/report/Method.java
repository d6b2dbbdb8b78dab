// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.report;

import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.Spread;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Function;

/** How the results were measured, and what was chosen for the user. */
final class Method {
    private static final double NANOS = 1e-9;
    private static final int MOST_LABELS = 6;

    private final Points points;
    private final Html html;

    Method(Points points, Html html) {
        this.points = points;
        this.html = html;
    }

    void write() {
        notes();
        html.element("h2", "How it was measured");
        html.element("p", measuring());
        List<String> reached = points.all().stream()
                .filter(PointResult::precisionReached)
                .map(PointResult::precision)
                .filter(sentence -> !sentence.isEmpty())
                .distinct()
                .toList();
        if (!reached.isEmpty()) {
            html.element("p", String.join(" ", reached));
        }
    }

    private String measuring() {
        LongSummaryStatistics replicated = new LongSummaryStatistics();
        LongSummaryStatistics cut = new LongSummaryStatistics();
        LongSummaryStatistics kept = new LongSummaryStatistics();
        LongSummaryStatistics simulated = new LongSummaryStatistics();
        for (PointResult point : points.all()) {
            replicated.accept(point.replications().size());
            for (RunResult run : point.replications()) {
                cut.accept(run.warmupNs());
                kept.accept(run.measuredNs());
                simulated.accept(run.events());
            }
        }
        String replications = range(replicated, Object::toString);
        boolean sampled = points.result().spread() == Spread.FIGURES;
        String spread = sampled
                ? " samples of the figures that are only known as ranges (Latin hypercube, half of the probability on either side"
                        + " of a figure's value), with the " + Wording.interval(points.result())
                        + "; all samples meet the same arrivals"
                : " replications, with a " + Decimal.significant(points.result().confidence() * 100, 2)
                        + " % Student-t interval";
        return "Each point is the mean of " + replications + spread + ". Each " + (sampled ? "sample" : "replication")
                + " simulates "
                + (cut.getMax() > 0 ? range(cut, Method::seconds) + " that are left out as warm-up, then " : "")
                + range(kept, Method::seconds)
                + " that are measured. "
                + (sampled
                        ? "Samples of the same number take the same figures"
                        : "Replications of the same number meet the same arrivals")
                + " at every point, so ratios between points are paired. " + Decimal.fixed(simulated.getSum(), 0)
                + " events were simulated in all.";
    }

    private static String seconds(Long nanos) {
        return Unit.brief("s", nanos * NANOS, 3);
    }

    private static String range(LongSummaryStatistics values, Function<Long, String> shown) {
        String first = shown.apply(values.getMin());
        String last = shown.apply(values.getMax());
        return first.equals(last) ? first : first + " to " + last;
    }

    private void notes() {
        Map<String, List<PointResult>> byNote = new LinkedHashMap<>();
        points.all()
                .forEach(point -> point.notes()
                        .forEach(note -> byNote.computeIfAbsent(note, key -> new ArrayList<>())
                                .add(point)));
        if (byNote.isEmpty()) {
            return;
        }
        html.element("h2", "Techniques and notes").open("dl");
        byNote.forEach((note, where) -> html.element("dt", where(where)).element("dd", note));
        html.close("dl");
    }

    /** Which points these are, by the labels of the axes that tell them from the others. */
    private String where(List<PointResult> some) {
        List<String> words = new ArrayList<>();
        for (String axis : points.axes()) {
            List<String> labels = some.stream()
                    .map(point -> point.axes().get(axis))
                    .distinct()
                    .toList();
            if (labels.size() < points.labels(axis).size()) {
                words.add(few(axis, labels));
            }
        }
        return words.isEmpty() ? "everywhere" : String.join(", ", words);
    }

    private static String few(String axis, List<String> labels) {
        List<String> shown = labels.stream()
                .limit(MOST_LABELS)
                .map(label -> Wording.label(axis, label))
                .toList();
        return String.join(" or ", shown)
                + (labels.size() > MOST_LABELS ? " or " + (labels.size() - MOST_LABELS) + " more" : "");
    }
}
