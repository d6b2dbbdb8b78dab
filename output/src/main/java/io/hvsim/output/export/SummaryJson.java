// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.data.Points;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The summary with its axes, the precision reached and the warm-up cut of each point, as one JSON object. */
public final class SummaryJson {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int DEPTH = 3;

    private final ExperimentResult result;
    private final Json json;

    private SummaryJson(ExperimentResult result, Json json) {
        this.result = result;
        this.json = json;
    }

    /** Writes the object in UTF-8 and leaves {@code out} open. */
    public static void write(ExperimentResult result, OutputStream out) {
        try (Json json = new Json(out, DEPTH)) {
            json.document(new SummaryJson(result, json)::experiment);
        }
    }

    private void experiment(Json document) {
        Points points = new Points(result);
        document.text("scenario", result.scenario());
        document.text("title", result.title());
        document.text("question", result.question());
        document.whole("seed", result.seed());
        document.number("confidence", result.confidence());
        document.objects("axes", result.axes(), axis -> {
            json.text("name", axis);
            json.texts("labels", points.labels(axis));
        });
        document.texts("warnings", result.warnings());
        document.objects("points", result.points(), this::point);
    }

    private void point(PointResult point) {
        Map<String, String> labels = new LinkedHashMap<>();
        result.axes().forEach(axis -> labels.put(axis, point.axes().getOrDefault(axis, "")));
        json.texts("axes", labels);
        json.whole("replications", point.replications().size());
        json.number("warmup_s", point.warmupNs() / NANOS_PER_SECOND);
        json.text("precision", point.precision());
        json.truth("precision_reached", point.precisionReached());
        json.texts("notes", point.notes());
        List<MetricSummary> metrics = point.metrics().stream()
                .filter(metric -> !Metric.isAccount(metric.name()))
                .toList();
        json.objects("metrics", metrics, this::metric);
    }

    private void metric(MetricSummary metric) {
        json.text("vm", metric.vm());
        json.text("metric", metric.name());
        json.text("unit", metric.unit());
        json.number("mean", metric.mean());
        json.number("ci_low", metric.ciLow());
        json.number("ci_high", metric.ciHigh());
        json.whole("replications", metric.replications());
        if (!metric.states().isEmpty()) {
            json.objects("states", metric.states(), state -> {
                json.number("mean", state.mean());
                json.number("frequency", (double) state.replications() / metric.replications());
            });
        }
    }
}
