// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.MetricState;
import io.hvsim.output.export.Json;
import io.hvsim.output.number.Decimal;
import io.hvsim.scenario.suite.SuitePoint;
import io.hvsim.scenario.validation.Group;
import io.hvsim.scenario.validation.GroupSummary;
import io.hvsim.scenario.validation.Ordering;
import io.hvsim.scenario.validation.PointOutcome;
import io.hvsim.scenario.validation.SuiteOutcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Suites, their points, and the summaries of the groups, as one JSON object. What is unknown is null. */
final class ValidationJson {
    private static final int DEPTH = 3;
    private static final int DIGITS = 6;

    private final Json json;

    private ValidationJson(Json json) {
        this.json = json;
    }

    static String text(List<SuiteOutcome> outcomes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Json json = new Json(bytes, DEPTH)) {
            ValidationJson writer = new ValidationJson(json);
            json.document(document -> {
                document.objects("suites", outcomes, writer::suite);
                for (Group group : Group.values()) {
                    writer.summary(GroupSummary.of(group, outcomes));
                }
            });
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void suite(SuiteOutcome outcome) {
        json.text("suite", outcome.suite().name());
        json.text("title", outcome.suite().title());
        json.truth("calibration", outcome.suite().calibration());
        json.whole("free_parameters", outcome.suite().freeParameters());
        json.objects("points", outcome.points(), point -> point(outcome, point));
        json.objects("orderings", outcome.orderings(), this::ordering);
    }

    private void point(SuiteOutcome outcome, PointOutcome outcomeOfPoint) {
        SuitePoint point = outcomeOfPoint.point();
        json.text("case", point.caseName());
        json.text("technique", point.technique());
        json.text("metric", point.metricRef());
        json.text("unit", point.unit());
        json.number("published", point.published());
        json.text("confidence", ValidationWords.word(point.confidence()));
        json.text("source", point.source());
        json.text("role", ValidationWords.word(point.role()));
        json.number("simulated", outcomeOfPoint.simulated().mean());
        json.number("ci_low", outcomeOfPoint.simulated().low());
        json.number("ci_high", outcomeOfPoint.simulated().high());
        json.objects("states", outcomeOfPoint.simulated().states(), this::state);
        rounded("error_percent", outcomeOfPoint.errorPercent());
        rounded("error_extra_percent", outcomeOfPoint.errorExtraPercent());
        rounded("tolerance_percent", 100 * outcome.suite().tolerance(point));
        json.truth("met", outcomeOfPoint.isMet(outcome.suite()));
    }

    private void state(MetricState state) {
        json.number("mean", state.mean());
        json.whole("replications", state.replications());
    }

    private void ordering(Ordering ordering) {
        json.text("case", ordering.caseName());
        json.text("metric", ordering.metric());
        json.text("better", ordering.better());
        json.text("worse", ordering.worse());
        json.text("role", ValidationWords.word(ordering.group()));
        json.truth("right", ordering.right());
    }

    private void summary(GroupSummary summary) {
        json.object(ValidationWords.word(summary.group()), () -> {
            json.whole("points", summary.values().count());
            rounded("median_abs_error_percent", summary.values().medianPercent());
            rounded("p90_abs_error_percent", summary.values().p90Percent());
            json.whole("met", summary.met());
            json.whole("extra_points", summary.extras().count());
            rounded("median_abs_error_extra_percent", summary.extras().medianPercent());
            rounded("p90_abs_error_extra_percent", summary.extras().p90Percent());
            json.whole("orderings", summary.orderings());
            json.whole("orderings_right", summary.ordersRight());
            json.whole("free_parameters", summary.freeParameters());
        });
    }

    private void rounded(String name, double value) {
        json.number(name, Decimal.rounded(value, DIGITS));
    }
}
