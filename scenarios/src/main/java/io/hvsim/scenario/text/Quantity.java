// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A number with its unit, exact.
 *
 * @param number as written, without the unit
 * @param unit as written; empty for a bare number
 * @param perUnit how many base units of its {@link Dimension} one unit is
 */
public record Quantity(BigDecimal number, String unit, BigDecimal perUnit) {
    private static final Pattern NUMBER_AND_UNIT =
            Pattern.compile("([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?)\\s*(\\D\\S*)?");
    private static final int LONGEST = 60;
    private static final int LARGEST_EXPONENT = 30;

    /** The quantity that the text says, or a sentence on why it says none. */
    public record Parsed(Optional<Quantity> quantity, String message, String advice) {
        private static Parsed failed(String message, String advice) {
            return new Parsed(Optional.empty(), message, advice);
        }
    }

    /** Reads a number with a unit of the dimension, such as {@code 1.5 GHz}; blanks between them are optional. */
    public static Parsed parse(String text, Dimension dimension) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        if (text.length() > LONGEST || !matcher.matches()) {
            return Parsed.failed(quoted(text) + " is not " + dimension.noun(), advice(dimension));
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        if (Math.abs(number.precision() - number.scale()) > LARGEST_EXPONENT || number.scale() > LARGEST_EXPONENT) {
            return number.signum() == 0
                    ? ofUnit(text, BigDecimal.ZERO, unit, dimension)
                    : Parsed.failed(quoted(text) + " is out of any sensible range", "");
        }
        return ofUnit(text, number, unit, dimension);
    }

    private static Parsed ofUnit(String text, BigDecimal number, String unit, Dimension dimension) {
        if (dimension.units().isEmpty()) {
            return unit.isEmpty()
                    ? done(number, unit, BigDecimal.ONE)
                    : Parsed.failed("unit '" + unit + "' on a plain number", "write it without a unit");
        }
        if (dimension.units().contains(unit)) {
            return done(number, unit, dimension.factor(unit));
        }
        String reason = unit.isEmpty()
                ? "number " + quoted(text) + " without a unit"
                : "'" + unit + "' is no unit of " + dimension.noun();
        return Parsed.failed(reason, advice(dimension));
    }

    private static Parsed done(BigDecimal number, String unit, BigDecimal perUnit) {
        return new Parsed(Optional.of(new Quantity(number, unit, perUnit)), "", "");
    }

    private static String quoted(String text) {
        return "'" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text) + "'";
    }

    private static String advice(Dimension dimension) {
        if (dimension.units().isEmpty()) {
            return "";
        }
        List<String> units = dimension.units();
        String list = units.stream().limit(units.size() - 1).collect(Collectors.joining(", "));
        String last = units.get(units.size() - 1);
        return "write " + dimension.noun() + " such as '" + dimension.example() + "'; units: "
                + (list.isEmpty() ? last : list + " or " + last);
    }

    /**
     * A value of {@code base} units in the unit that takes the fewest characters to write, of which there is one: only for
     * dimensions with units.
     */
    public static Quantity shortest(double base, Dimension dimension) {
        BigDecimal exact = new BigDecimal(base).round(MathContext.DECIMAL64);
        return dimension.units().stream()
                .map(unit -> new Quantity(
                        exact.divide(dimension.factor(unit), MathContext.DECIMAL64), unit, dimension.factor(unit)))
                .min(Comparator.comparingInt(quantity -> quantity.text().length()))
                .orElseThrow();
    }

    /** The value in base units. */
    public BigDecimal base() {
        return number.multiply(perUnit);
    }

    /** Another number of the same unit. */
    public Quantity withNumber(BigDecimal other) {
        return new Quantity(other, unit, perUnit);
    }

    /** As one writes it, such as {@code 200/s}, {@code 2 %} or {@code 1.5 GHz}. */
    public String text() {
        String plain = number.stripTrailingZeros().toPlainString();
        return unit.isEmpty() || unit.startsWith("/") || unit.startsWith("k/") || unit.startsWith("M/")
                ? plain + unit
                : plain + " " + unit;
    }
}
