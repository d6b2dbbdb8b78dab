// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.chart.DefaultCharts;
import io.hvsim.scenario.spec.SloSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges a run by the scenario's SLOs. */
final class Slos {
    private Slos() {}

    /**
     * Says at how many points each SLO is met. A sweep that explores loads up to saturation misses its SLO somewhere by
     * design, so only an SLO that no point meets counts as missed.
     */
    static boolean missedEverywhere(ExperimentResult result, List<SloSpec> slos, Messages messages) {
        boolean missed = false;
        for (SloSpec slo : slos) {
            long met =
                    result.points().stream().filter(point -> isMet(slo, point)).count();
            messages.say("SLO " + slo.text() + ": met at " + met + " of "
                    + result.points().size() + " points");
            missed |= met == 0;
        }
        return missed;
    }

    /** The result with the charts that suit it, each with the limit that an SLO sets to what it shows. */
    static ExperimentResult withCharts(ExperimentResult result, List<SloSpec> slos) {
        Map<String, Double> limits = new LinkedHashMap<>();
        slos.forEach(slo -> limits.put(slo.vm() + "." + slo.metric(), slo.bound()));
        return result.withCharts(DefaultCharts.of(result, limits));
    }

    private static boolean isMet(SloSpec slo, PointResult point) {
        return point.metric(slo.vm(), slo.metric())
                .filter(metric -> slo.isMetBy(metric.mean()))
                .isPresent();
    }
}
