// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Quantity;
import io.hvsim.scenario.text.YamlNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * A whole number in the base unit of a dimension, exact: a count, a time in ns, a size in bytes.
 *
 * @param low least value allowed
 * @param high largest value allowed
 */
public record WholeType(Dimension dimension, long low, long high) implements Type<Long> {
    private static final long HUNDRED_YEARS_NS = 100L * 365 * 24 * 3600 * 1_000_000_000L;

    /** A plain count. */
    public static WholeType count(long low, long high) {
        return new WholeType(Dimension.NUMBER, low, high);
    }

    /** A time of up to a hundred years, in ns. */
    public static WholeType timeNs(long low) {
        return new WholeType(Dimension.TIME, low, HUNDRED_YEARS_NS);
    }

    @Override
    public Optional<Long> read(YamlNode node, Reading in) {
        return NumberType.quantity(node, this, dimension, in).flatMap(q -> whole(q, node, in));
    }

    private Optional<Long> whole(Quantity quantity, YamlNode node, Reading in) {
        BigDecimal value = quantity.base().stripTrailingZeros();
        if (value.scale() > 0) {
            String of = dimension == Dimension.NUMBER ? "" : " of " + dimension.baseUnit();
            in.problem(node.place(), node.form() + " is not a whole number" + of, "write " + phrase());
            return Optional.empty();
        }
        BigInteger whole = value.toBigIntegerExact();
        if (whole.compareTo(BigInteger.valueOf(low)) < 0) {
            String objection = whole.signum() < 0 && low >= 0 ? " is negative" : " is too small";
            in.problem(node.place(), node.form() + objection, "must be at least " + shown(low));
            return Optional.empty();
        }
        if (whole.compareTo(BigInteger.valueOf(high)) > 0) {
            in.problem(node.place(), node.form() + " is too large", "must be at most " + shown(high));
            return Optional.empty();
        }
        return Optional.of(whole.longValue());
    }

    private String shown(long value) {
        return switch (dimension) {
            case NUMBER -> Long.toString(value);
            case TIME -> value >= 3_600_000_000_000L ? value / 3_600_000_000_000L + " h" : value + " ns";
            case SIZE -> value >= 1 << 20 ? (value >> 20) + " MiB" : value + " B";
            default -> value + " " + dimension.baseUnit();
        };
    }

    @Override
    public String phrase() {
        return dimension == Dimension.NUMBER ? "a whole number such as 4" : NumberType.phrase(dimension);
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return dimension == Dimension.NUMBER
                ? Map.of("type", "integer", "minimum", low, "maximum", high)
                : NumberType.schema(dimension);
    }
}
