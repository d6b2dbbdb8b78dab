// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.spec.SloSpec.Relation;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Quantity;
import io.hvsim.scenario.text.YamlNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bound on a metric, written {@code web.latency.p99 < 50 ms}. */
record SloType() implements Type<SloSpec> {
    private static final Pattern BOUND = Pattern.compile("\\s*([^\\s<>=]+)\\s*(<=|>=|<|>)\\s*([^<>=]+)");
    private static final double NS_PER_SECOND = 1e9;

    @Override
    public Optional<SloSpec> read(YamlNode node, Reading in) {
        Matcher matcher = BOUND.matcher(node instanceof YamlNode.Scalar s ? s.text() : "");
        if (!matcher.matches()) {
            in.problem(node.place(), node.insteadOf(phrase()), "");
            return Optional.empty();
        }
        return MetricRef.parse(matcher.group(1), node.place(), in)
                .flatMap(m -> bound(matcher.group(3), m.dimension(), node, in)
                        .map(b -> new SloSpec(
                                ((YamlNode.Scalar) node).text(), m.vm(), m.metric(), relation(matcher.group(2)), b)));
    }

    private static Relation relation(String sign) {
        return Arrays.stream(Relation.values())
                .filter(r -> r.sign().equals(sign))
                .findFirst()
                .orElseThrow();
    }

    /** The bound in the unit in which the metric is reported. */
    private static Optional<Double> bound(String text, Dimension dimension, YamlNode node, Reading in) {
        Quantity.Parsed parsed = Quantity.parse(text, dimension);
        if (parsed.quantity().isEmpty()) {
            in.problem(node.place(), parsed.message(), parsed.advice());
        }
        double perReported = dimension == Dimension.TIME ? NS_PER_SECOND : 1;
        return parsed.quantity().map(q -> q.base().doubleValue() / perReported);
    }

    @Override
    public String phrase() {
        return "a bound such as 'web.latency.p99 < 50 ms'";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "string", "pattern", "[<>]");
    }
}
