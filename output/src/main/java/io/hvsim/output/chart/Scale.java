// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.axis.ValueAxis;

/**
 * A range of values and where it is ticked.
 *
 * @param low lower end, above 0 when {@code log}
 * @param high upper end, above {@code low}
 */
record Scale(double low, double high, boolean log, List<Tick> ticks) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final int MOST_STEPS = 6;
    private static final double MOST_FINE_DECADES = 3.01;
    private static final double PIXELS_PER_CHARACTER = 6.8;
    private static final double GAP_PIXELS = 14;

    /** A value and what is written beside it. */
    record Tick(double value, String label) {}

    /** From zero to a round number above {@code max}, labelled in {@code unit} without its symbol. */
    static Scale fromZero(double max, Unit unit) {
        double top = max > 0 ? unit.of(max) : 1;
        double step = step(top);
        int count = (int) Math.ceil(top / step - 1e-9);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            ticks.add(new Tick(i * step * unit.size(), Decimal.fixed(i * step, decimals(step))));
        }
        return new Scale(0, count * step * unit.size(), false, ticks);
    }

    /**
     * From {@code min} to {@code max}, ticked at round numbers, labelled in {@code unit} without its symbol.
     *
     * @throws IllegalArgumentException if {@code max} is not above {@code min}
     */
    static Scale between(double min, double max, Unit unit) {
        if (!(max > min)) {
            throw new IllegalArgumentException("no scale from " + min + " to " + max);
        }
        double step = step(unit.of(max - min));
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(unit.of(min) / step - 1e-9); i * step <= unit.of(max) * (1 + 1e-9); i++) {
            ticks.add(new Tick(i * step * unit.size(), Decimal.fixed(i * step, decimals(step))));
        }
        return new Scale(min, max, false, ticks);
    }

    /**
     * From below {@code min} to above {@code max}, both above 0 and both ends at 1, 2 or 5 times a power of ten; ticked
     * there when that is not too much, else at the powers of ten. Labels have value and unit.
     */
    static Scale decades(double min, double max, String baseUnit) {
        int first = (int) Math.floor(Math.log10(min) + 1e-9);
        int last = (int) Math.ceil(Math.log10(max) - 1e-9);
        List<Double> values = new ArrayList<>();
        for (int exponent = first; exponent <= Math.max(last, first + 1); exponent++) {
            values.addAll(List.of(power(exponent), 2 * power(exponent), 5 * power(exponent)));
        }
        double low = values.stream().filter(value -> value <= min * 1.0001).reduce(values.get(0), Math::max);
        double high = values.stream()
                .filter(value -> value >= max * 0.9999)
                .findFirst()
                .orElse(max);
        int apart = Math.log10(high / low) <= MOST_FINE_DECADES ? 1 : 3;
        List<Tick> ticks = IntStream.range(0, values.size())
                .filter(i -> i % apart == 0)
                .mapToObj(values::get)
                .filter(value -> value >= low && value <= high)
                .map(value -> new Tick(value, round(baseUnit, value)))
                .toList();
        return new Scale(low, high, true, ticks);
    }

    /** Just around {@code values}, ticked at each of them as far as {@code labels} have room on {@code pixels}. */
    static Scale around(List<Double> values, List<String> labels, boolean log, double pixels) {
        double min = values.stream().reduce(Math::min).orElse(0.0);
        double max = values.stream().reduce(Math::max).orElse(1.0);
        Scale bare = log ? padded(min, max) : padded(min, max, values.size());
        List<Tick> ticks = new ArrayList<>();
        double free = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.size(); i++) {
            double half = labels.get(i).length() * PIXELS_PER_CHARACTER / 2;
            double at = bare.fraction(values.get(i)) * pixels;
            if (at - half >= free) {
                ticks.add(new Tick(values.get(i), labels.get(i)));
                free = at + half + GAP_PIXELS;
            }
        }
        return new Scale(bare.low, bare.high, log, ticks);
    }

    /** Where {@code value} lies between the ends, 0 to 1. */
    double fraction(double value) {
        return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** The same ticks on a range that ends at {@code end}. */
    Scale upTo(double end) {
        return new Scale(low, end, log, ticks);
    }

    /** An axis with this range and these ticks. */
    ValueAxis axis(String label) {
        ValueAxis axis = log ? new TickedLogAxis(label, ticks) : new TickedAxis(label, ticks);
        axis.setRange(low, high);
        return axis;
    }

    private static Scale padded(double min, double max) {
        double pad = max > min ? Math.pow(max / min, 0.04) : 2;
        return new Scale(min / pad, max * pad, true, List.of());
    }

    private static Scale padded(double min, double max, int count) {
        double pad =
                max > min ? (max - min) * Math.max(0.03, 0.3 / Math.max(1, count - 1)) : Math.max(1, Math.abs(min)) / 2;
        return new Scale(min - pad, max + pad, false, List.of());
    }

    private static double step(double span) {
        double least = span / MOST_STEPS;
        double decade = power((int) Math.floor(Math.log10(least)));
        for (double step : STEPS) {
            if (step * decade >= least * (1 - 1e-9)) {
                return step * decade;
            }
        }
        return 10 * decade;
    }

    private static int decimals(double step) {
        int decimals = 0;
        for (double rest = step; decimals < 9 && Math.abs(rest - Math.rint(rest)) > 1e-6 * rest; rest *= 10) {
            decimals++;
        }
        return decimals;
    }

    private static double power(int exponent) {
        return Double.parseDouble("1e" + exponent);
    }

    private static String round(String baseUnit, double value) {
        Unit unit = Unit.forValue(baseUnit, value);
        double shown = Decimal.rounded(unit.of(value), 3);
        return unit.after(Decimal.fixed(shown, decimals(shown)));
    }
}
