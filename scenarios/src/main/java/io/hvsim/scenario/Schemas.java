// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import io.hvsim.model.result.Metric;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.ReferencePage;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.spec.MetricNames;
import io.hvsim.scenario.spec.ScenarioKeys;
import io.hvsim.scenario.suite.SuiteKeys;
import io.hvsim.scenario.text.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What may stand in scenario, library and suite files, for editors and for the manual. */
public final class Schemas {
    private Schemas() {}

    /** JSON Schema (draft 2020-12) of scenario files. It requires no key, since a sweep may supply it. */
    public static String scenario() {
        return JsonSchema.document("hvsim scenario", ScenarioKeys.SCENARIO);
    }

    /** JSON Schema of suite files. It requires no key. */
    public static String suite() {
        return JsonSchema.document("hvsim suite", SuiteKeys.SUITE);
    }

    /** JSON Schema of the library files of a kind. */
    public static String library(Kind<?> kind) {
        return JsonSchema.document("hvsim library: " + kind.noun(), kind.type());
    }

    /** The reference of all keys and units in Markdown. */
    public static String referencePage() {
        List<Type<?>> roots = new ArrayList<>(List.of(ScenarioKeys.SCENARIO));
        Kinds.ALL.forEach(k -> roots.add(k.type()));
        roots.add(SuiteKeys.SUITE);
        return "# Keys of scenario, library and suite files\n\n"
                + "Generated from the tables that the files are read by; do not edit.\n\n"
                + "## Units\n\n| what | units | example |\n| --- | --- | --- |\n"
                + units()
                + ReferencePage.sections(roots)
                + words("Operations", "What guest kernels do that a hypervisor may have to see.", operations())
                + words("Reasons", "What overhead is accounted to.", reasons())
                + words(
                        "Metrics",
                        "What runs report of each VM group; `host.utilization` belongs to the group `*`. Further: `overhead.REASON`, "
                                + "`exits.REASON`, and `blame.PERCENTILE.CAUSE` for p50, p95 and p99.",
                        metrics());
    }

    private static List<String> operations() {
        return Arrays.stream(Operation.values()).map(ChoiceType::word).toList();
    }

    private static List<String> reasons() {
        return Arrays.stream(Cause.values())
                .filter(Cause::isOverhead)
                .map(Cause::label)
                .toList();
    }

    private static List<String> metrics() {
        return MetricNames.names().stream().filter(n -> !Metric.isPart(n)).toList();
    }

    private static String words(String heading, String sentence, List<String> words) {
        return "\n## " + heading + "\n\n" + sentence + "\n\n`" + String.join("`, `", words) + "`\n";
    }

    private static String units() {
        StringBuilder rows = new StringBuilder();
        for (Dimension dimension : Dimension.values()) {
            String units = dimension.units().isEmpty() ? "none" : String.join(", ", dimension.units());
            rows.append("| ").append(dimension.noun()).append(" | ").append(units);
            rows.append(" | `").append(dimension.example()).append("` |\n");
        }
        return rows.toString();
    }
}
