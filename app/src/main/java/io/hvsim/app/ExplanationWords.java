// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.technique.Cause;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import io.hvsim.scenario.explanation.Bottleneck;
import io.hvsim.scenario.explanation.Explanation;
import io.hvsim.scenario.explanation.LatencyPart;
import io.hvsim.scenario.explanation.Outcome;
import io.hvsim.scenario.explanation.OverheadPart;
import io.hvsim.scenario.explanation.Resource;
import io.hvsim.scenario.explanation.ResourceUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An explanation in sentences and rows.
 *
 * @param stored the run that is explained
 * @param scenario the file that has the point and the changes
 */
record ExplanationWords(Explanation explanation, ExperimentResult stored, Path scenario) {
    private static final double SIGNIFICANT = 0.05;
    /** A smaller change of the metric is not worth the effort. */
    private static final double WORTHWHILE = 0.01;

    private static final int BEST = 3;
    private static final int PARTS = 4;
    private static final double LEAST_PART = 0.03;
    /** Smaller parts of the p99 latency and of overhead are left to the results of the run. */
    private static final double LEAST_ROW = 0.001;

    /** Settings that take more characters are left to the file. */
    private static final int LONGEST = 100;

    /**
     * A row of the answer.
     *
     * @param about {@code bottleneck}, {@code latency}, {@code overhead} or {@code what-if}
     * @param share of the p99 latency, or relative change; NaN where there is none
     */
    private record Row(
            String about,
            String vm,
            String name,
            String unit,
            double value,
            double share,
            double median,
            double perSecond,
            double each,
            double low,
            double high,
            double adjusted,
            String words) {}

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(where());
        explanation.bottlenecks().forEach(each -> sentences.add(bottleneck(each)));
        if (!explanation.latency().isEmpty()) {
            sentences.add(latency());
        }
        sentences.add(overhead());
        changes(sentences);
        return List.copyOf(sentences);
    }

    private String group() {
        return explanation.subject().group();
    }

    private String metric() {
        return Wording.metric(explanation.subject().metric().name());
    }

    private String show(double value) {
        return Unit.show(explanation.subject().metric().unit(), value);
    }

    private static String percent(double share) {
        return Decimal.significant(100 * share, 2) + " %";
    }

    private String where() {
        MetricSummary value = explanation.subject().metric();
        String at = explanation.subject().result().axes().entrySet().stream()
                .map(axis -> Wording.label(axis.getKey(), axis.getValue()))
                .collect(Collectors.joining(", "));
        String interval = Double.isNaN(value.ciLow())
                ? ""
                : " (" + Wording.interval(stored) + " " + show(value.ciLow()) + " to " + show(value.ciHigh()) + ")";
        return group() + (at.isEmpty() ? "" : " at " + at) + ": " + metric() + " " + show(value.mean()) + interval
                + of() + ".";
    }

    private String of() {
        int points = explanation.subject().points();
        int groups = explanation.subject().groups();
        if (points * groups == 1) {
            return "";
        }
        return ", the " + (Wording.moreIsBetter(explanation.subject().metric().name()) ? "lowest" : "highest") + " of "
                + (points == 1 ? "" : Wording.count(points, "point"))
                + (points == 1 || groups == 1 ? "" : " and ")
                + (groups == 1 ? "" : Wording.count(groups, "VM group"));
    }

    private String bottleneck(Bottleneck found) {
        String text = "Bottleneck of " + found.group() + ": "
                + switch (found.kind()) {
                    case SATURATED -> saturated(found.resource().orElseThrow()) + besides(found);
                    case DOMINANT -> dominant(found.resource().orElseThrow());
                    case NONE ->
                        "none" + found.busiest().map(ExplanationWords::headroom).orElse("") + ".";
                };
        return found.overloaded()
                ? text + " More requests arrive than are served, so latency grows with the length of the run."
                : text;
    }

    private String saturated(ResourceUse use) {
        String spent = use.latencyShare() < LEAST_PART
                ? ""
                : "; " + percent(use.latencyShare()) + " of the p99 latency is " + spent(use.resource());
        return use.name() + ", " + percent(use.utilization()) + " in use, which limits throughput" + spent + ".";
    }

    private static String dominant(ResourceUse use) {
        String used = Double.isNaN(use.utilization())
                ? ""
                : ", though only " + percent(use.utilization()) + " of the capacity is in use";
        return use.name() + ", which limits latency: " + percent(use.latencyShare()) + " of the p99 is "
                + spent(use.resource()) + used + ".";
    }

    private static String besides(Bottleneck found) {
        List<String> names =
                found.saturatedToo().stream().map(ResourceUse::name).toList();
        String busy = names.isEmpty() ? "" : " In use to 90 % or more as well: " + String.join(", ", names) + ".";
        return busy
                + found.mostLatency()
                        .map(use -> " Most of the p99 latency, " + percent(use.latencyShare()) + ", is "
                                + spent(use.resource()) + ".")
                        .orElse("");
    }

    private static String spent(Resource resource) {
        return resource.causes().stream().map(Cause::description).collect(Collectors.joining(" or "));
    }

    private static String headroom(ResourceUse busiest) {
        String used = "; the busiest resource is " + busiest.name() + ", " + percent(busiest.utilization()) + " in use";
        return busiest.utilization() >= Bottleneck.SATURATED
                ? used + ", for which its requests do not wait"
                : used + ", so it could do " + Decimal.significant(1 / busiest.utilization(), 2) + " times as much";
    }

    private String latency() {
        double whole = explanation.latency().stream()
                .mapToDouble(LatencyPart::p99Seconds)
                .sum();
        List<LatencyPart> large = explanation.latency().stream()
                .filter(part -> part.p99Share() >= LEAST_PART)
                .limit(PARTS)
                .toList();
        double rest =
                whole - large.stream().mapToDouble(LatencyPart::p99Seconds).sum();
        String parts = large.stream()
                .map(part -> Unit.show("s", part.p99Seconds()) + " (" + percent(part.p99Share()) + ") is "
                        + part.cause().description())
                .collect(Collectors.joining("; "));
        String others = rest > 0.005 * whole ? "; the other " + Unit.show("s", rest) + " has smaller causes" : "";
        return "Of the p99 latency of " + group() + ", " + Unit.show("s", whole) + ", " + parts + others + ".";
    }

    private String overhead() {
        List<OverheadPart> parts = explanation.overhead();
        if (parts.isEmpty()) {
            return "Virtualization by " + explanation.technique() + " takes no time of its vCPUs.";
        }
        return "Virtualization by " + explanation.technique() + " takes " + percent(wholeOverhead())
                + " of its vCPUs' time, most of it "
                + parts.stream()
                        .limit(BEST)
                        .map(part -> part.cause().label() + " " + percent(part.share()) + price(part))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private double wholeOverhead() {
        return explanation.overhead().stream().mapToDouble(OverheadPart::share).sum();
    }

    private static String price(OverheadPart part) {
        return part.perSecond() == 0
                ? ""
                : " (" + Unit.show("1/s", part.perSecond()) + ", " + Unit.show("s", part.eachSeconds()) + " each)";
    }

    private void changes(List<String> sentences) {
        int tried = explanation.outcomes().size();
        List<Outcome> best = explanation.best(BEST, SIGNIFICANT, WORTHWHILE);
        String verb = explanation.more().map(more -> more ? "raise" : "lower").orElse("change");
        if (tried > 0 && best.isEmpty()) {
            sentences.add("None of " + Wording.count(tried, "change") + " tried would " + verb + " the " + metric()
                    + " by 1 % or more, beyond chance.");
        }
        for (int i = 0; i < best.size(); i++) {
            sentences.add((i == 0
                            ? "What would " + verb + " the " + metric() + " most, of " + Wording.count(tried, "change")
                                    + " tried: "
                            : "Next: ")
                    + change(best.get(i)));
        }
        List<Outcome> unsure = explanation.unsure(SIGNIFICANT, WORTHWHILE);
        if (!unsure.isEmpty()) {
            sentences.add("More --replications would tell whether these do as well: "
                    + unsure.stream()
                            .limit(BEST)
                            .map(outcome -> outcome.label() + " (" + signed(outcome.relative()) + ")")
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (!best.isEmpty()) {
            sentences.add("To run one again: hvsim run " + scenario + " --set \"" + Explanation.WHAT_IF + "="
                    + best.get(0).label() + "\" --replications 20 --out FOLDER");
        }
        notTried(sentences);
    }

    private String change(Outcome outcome) {
        return outcome.label() + " (" + told(outcome) + "): " + show(outcome.after()) + " in place of "
                + show(outcome.before()) + ", " + signed(outcome.relative()) + " ("
                + show(outcome.difference().low()) + " to "
                + show(outcome.difference().high()) + " with "
                + Decimal.significant(100 * stored.confidence(), 2) + " % confidence).";
    }

    private static String signed(double share) {
        return (share > 0 ? "+" : "") + Decimal.significant(100 * share, 3) + " %";
    }

    /** The settings as options of a command line, or where to find them if they are long. */
    private static String told(Outcome outcome) {
        String settings = outcome.settings().stream()
                .map(setting -> "--set " + (setting.matches("[A-Za-z0-9_.=/-]+") ? setting : "\"" + setting + "\""))
                .collect(Collectors.joining(" "));
        return settings.length() > LONGEST ? "see the scenario.yaml of these results" : settings;
    }

    private void notTried(List<String> sentences) {
        List<String> reasons = new ArrayList<>();
        if (explanation.impossible() > 0) {
            reasons.add(explanation.impossible() + " that the scenario does not allow");
        }
        if (explanation.idle() > 0) {
            reasons.add(explanation.idle() + " that aim at what takes less than 0.1 %");
        }
        if (explanation.leftOut() > 0) {
            reasons.add(explanation.leftOut() + " beyond --what-ifs");
        }
        if (!reasons.isEmpty()) {
            sentences.add("Changes not tried: " + String.join(", ", reasons) + ".");
        }
    }

    /** Bottlenecks, parts of latency, overhead and changes, one below the other. */
    Sheet<Row> sheet() {
        return new Sheet<>(rows())
                .words("about", "about", Row::about)
                .words("vm", "", Row::vm)
                .words("name", "what", Row::name)
                .numbers("value", "value", Row::value, row -> Unit.show(row.unit(), row.value()))
                .words("unit", "", Row::unit)
                .numbers("share", "of p99, change", Row::share, ExplanationWords::share)
                .numbers("median", Row::median)
                .numbers("per_second", Row::perSecond)
                .numbers("each", Row::each)
                .numbers("ci_low", Row::low)
                .numbers("ci_high", Row::high)
                .numbers("p_adjusted", Row::adjusted)
                .words("words", "in words", Row::words);
    }

    private static String share(Row row) {
        return Double.isNaN(row.share())
                ? ""
                : row.about().equals("what-if") ? signed(row.share()) : percent(row.share());
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        explanation.bottleneck().uses().forEach(use -> rows.add(row(use)));
        explanation.latency().stream()
                .filter(part -> part.p99Share() >= LEAST_ROW)
                .forEach(part -> rows.add(row(part)));
        double overhead = wholeOverhead();
        explanation.overhead().stream()
                .filter(part -> part.share() >= LEAST_ROW * overhead)
                .forEach(part -> rows.add(row(part)));
        explanation.ranking().forEach(outcome -> rows.add(row(outcome)));
        return rows;
    }

    private Row row(ResourceUse use) {
        return row("resource", use.resource().label(), "share", use.utilization(), use.latencyShare(), use.name());
    }

    private Row row(LatencyPart part) {
        Row row = row(
                "p99",
                part.cause().blameLabel(),
                "s",
                part.p99Seconds(),
                part.p99Share(),
                part.cause().description());
        return with(row, part.medianSeconds(), Double.NaN, Double.NaN);
    }

    private Row row(OverheadPart part) {
        Row row = row(
                "overhead",
                part.cause().label(),
                "share",
                part.share(),
                Double.NaN,
                part.cause().description() + price(part));
        return with(row, Double.NaN, part.perSecond(), part.eachSeconds());
    }

    private Row row(Outcome outcome) {
        return new Row(
                "what-if",
                group(),
                outcome.label(),
                explanation.subject().metric().unit(),
                outcome.after(),
                outcome.relative(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                outcome.difference().low(),
                outcome.difference().high(),
                outcome.adjusted(),
                certainty(outcome) + told(outcome));
    }

    private static String certainty(Outcome outcome) {
        if (outcome.difference().mean() == 0) {
            return "no difference; ";
        }
        return outcome.isSignificant(SIGNIFICANT) ? "" : "may be chance; ";
    }

    private Row row(String about, String name, String unit, double value, double share, String words) {
        double none = Double.NaN;
        return new Row(about, group(), name, unit, value, share, none, none, none, none, none, none, words);
    }

    private static Row with(Row row, double median, double perSecond, double each) {
        return new Row(
                row.about,
                row.vm,
                row.name,
                row.unit,
                row.value,
                row.share,
                median,
                perSecond,
                each,
                row.low,
                row.high,
                row.adjusted,
                row.words);
    }
}
