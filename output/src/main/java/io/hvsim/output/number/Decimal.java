// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Numbers as decimal text that depends on neither locale nor JDK. ({@link Double#toString(double)} gives other digits
 * before JDK 19 than after.)
 */
public final class Decimal {
    /** As many always survive the way into a double and back, except in subnormal ones. */
    private static final int SURE_DIGITS = 15;
    /** At powers of two the nearest decimal may read back as the neighbour while the next one does not. */
    private static final List<RoundingMode> NEAREST_FIRST =
            List.of(RoundingMode.HALF_EVEN, RoundingMode.CEILING, RoundingMode.FLOOR);

    private static final int MOST_DIGITS = 17;
    private static final int SMALLEST_PLAIN_EXPONENT = -6;
    private static final int LARGEST_PLAIN_EXPONENT = 20;

    private Decimal() {}

    /**
     * The shortest text that reads back as exactly {@code value}: {@code 0.1}, {@code 42}, {@code 1.5e-9}. Whole numbers
     * have no point; an exponent is used below 1e-6 and from 1e21. What is not finite has no text.
     */
    public static String shortest(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == 0 ? "0" : text(shortestDecimal(value));
    }

    /** {@code value} at {@code digits} significant digits, so that differences in the last bits do not show. */
    public static double rounded(double value, int digits) {
        if (!Double.isFinite(value) || value == 0) {
            return value;
        }
        return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    }

    /** {@code value} with {@code decimals} digits after the point and thousands parted: {@code 12,345.6}. */
    public static String fixed(double value, int decimals) {
        BigDecimal decimal = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP);
        String digits = decimal.abs().toPlainString();
        int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        StringBuilder text = new StringBuilder(digits);
        for (int at = point - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return decimal.signum() < 0 ? "-" + text : text.toString();
    }

    /** {@code value} with at least {@code digits} significant digits and no more decimals than that needs. */
    public static String significant(double value, int digits) {
        return fixed(value, decimalsFor(value, digits));
    }

    /** {@code value} with at most {@code digits} significant digits and no zeros that say nothing. */
    public static String brief(double value, int digits) {
        BigDecimal decimal =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        return fixed(decimal.doubleValue(), Math.max(0, decimal.scale()));
    }

    /** How many decimals show {@code digits} significant digits of {@code value}; 0 when its whole part has as many. */
    public static int decimalsFor(double value, int digits) {
        if (!Double.isFinite(value) || value == 0) {
            return 0;
        }
        BigDecimal decimal = new BigDecimal(value).round(new MathContext(digits));
        return Math.max(0, digits - 1 - exponent(decimal));
    }

    private static BigDecimal shortestDecimal(double value) {
        boolean subnormal = Math.abs(value) < Double.MIN_NORMAL;
        BigDecimal printed = new BigDecimal(Double.toString(value));
        if (!subnormal && printed.precision() <= SURE_DIGITS) {
            return printed.stripTrailingZeros(); // no two of so few digits read back as the same
        }
        BigDecimal exact = new BigDecimal(value);
        int fewest = subnormal ? 1 : SURE_DIGITS;
        for (int digits = fewest; digits < MOST_DIGITS; digits++) {
            for (RoundingMode mode : NEAREST_FIRST) {
                BigDecimal decimal = exact.round(new MathContext(digits, mode));
                if (decimal.doubleValue() == value) {
                    return decimal.stripTrailingZeros();
                }
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String text(BigDecimal decimal) {
        int exponent = exponent(decimal);
        if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent <= LARGEST_PLAIN_EXPONENT) {
            return decimal.toPlainString();
        }
        return decimal.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    private static int exponent(BigDecimal decimal) {
        return decimal.precision() - decimal.scale() - 1;
    }
}
