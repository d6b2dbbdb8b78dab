// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Quantity;
import io.hvsim.scenario.text.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A number with the units of a dimension, read into base units. */
public record NumberType(Dimension dimension, Range range) implements Type<Double> {

    @Override
    public Optional<Double> read(YamlNode node, Reading in) {
        return quantity(node, this, dimension, in)
                .map(q -> q.base().doubleValue())
                .filter(v -> isInRange(v, node, in));
    }

    private boolean isInRange(double value, YamlNode node, Reading in) {
        Optional<String> objection = range.objection(value);
        objection.ifPresent(o -> in.problem(node.place(), node.form() + " " + o, "must be " + bounds()));
        return objection.isEmpty();
    }

    private String bounds() {
        String low = range.lowIncluded() ? "at least " + base(range.low()) : "above " + base(range.low());
        return range.high() >= 9e18 ? low : low + " and at most " + base(range.high());
    }

    private String base(double value) {
        if (dimension == Dimension.SHARE) {
            return plain(value * 100) + " %";
        }
        String unit = dimension.baseUnit();
        return value == 0 || unit.isEmpty() ? plain(value) : plain(value) + " " + unit;
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** The quantity in a node; empty after reporting what is wrong with it. */
    static Optional<Quantity> quantity(YamlNode node, Type<?> type, Dimension dimension, Reading in) {
        return Scalars.read(node, type, in).flatMap(scalar -> {
            Quantity.Parsed parsed = Quantity.parse(scalar.text(), dimension);
            if (parsed.quantity().isEmpty()) {
                String advice = parsed.advice().isEmpty() ? "write " + type.phrase() : parsed.advice();
                in.problem(scalar.place(), parsed.message(), advice);
            }
            return parsed.quantity();
        });
    }

    @Override
    public String phrase() {
        return phrase(dimension);
    }

    static String phrase(Dimension dimension) {
        return dimension.noun() + " such as " + dimension.example();
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return schema(dimension);
    }

    static Map<String, Object> schema(Dimension dimension) {
        if (dimension.units().isEmpty()) {
            return Map.of("type", "number");
        }
        String units = String.join("|", dimension.units());
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("pattern", "^\\s*[+-]?[0-9.]+([eE][+-]?[0-9]+)?\\s*(" + units + ")\\s*$");
        schema.put("examples", java.util.List.of(dimension.example()));
        return schema;
    }
}
