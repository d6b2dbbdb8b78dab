// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Quantity;
import io.hvsim.scenario.text.YamlNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A range of values: from, to, and a step or a number of points. */
final class RangeType {
    private static final int MOST_POINTS = 1000;
    private static final int LINEAR_DIGITS = 12;
    private static final int LOG_DIGITS = 3;

    private static final Key<String> FROM = Key.required("from", new TextType(), "the first value");
    private static final Key<String> TO = Key.required("to", new TextType(), "the last value, which belongs to it");
    private static final Key<String> STEP = Key.optional("step", new TextType(), "from one value to the next");
    private static final Key<Integer> POINTS =
            Key.optional("points", new IntType(2, MOST_POINTS), "how many values, in place of a step");
    private static final Key<String> SCALE = Key.ofDefault(
            "scale",
            ChoiceType.ofWords("scale", List.of("linear", "log")),
            "linear",
            "whether points lie at equal distances or at equal ratios");

    /** Its values as texts. */
    static final MappingType<List<String>> RANGE = MappingType.of(
                    "range", "a range of values", List.of(FROM, TO, STEP, POINTS, SCALE), RangeType::values)
            .checked(f -> check(f, true));

    /** A range to take samples from. */
    static final MappingType<Span> SPAN = MappingType.of(
                    "sampled range", "a range to take samples from", List.of(FROM, TO, STEP, SCALE), RangeType::span)
            .checked(f -> check(f, false));

    private RangeType() {}

    /** From where to where samples of a path are taken; the path is given by {@link #of}. */
    record Span(YamlNode.Scalar path, Quantity from, BigDecimal to, Optional<BigDecimal> step, boolean log) {
        /** Labels stay readable; a sample is in no place of its own. */
        private static final MathContext DIGITS = new MathContext(4);

        Span of(YamlNode.Scalar varied) {
            return new Span(varied, from, to, step, log);
        }

        /** The value at a place between 0 and 1; with steps, each of the values takes an equal part. */
        String at(double place) {
            if (step.isPresent()) {
                int steps = to.subtract(from.number())
                        .divideToIntegralValue(step.get())
                        .intValueExact();
                int taken = Math.min(steps, (int) (place * (steps + 1)));
                return from.withNumber(from.number().add(step.get().multiply(BigDecimal.valueOf(taken))))
                        .text();
            }
            return from.withNumber(new BigDecimal(between(from.number(), to, place, log)).round(DIGITS))
                    .text();
        }
    }

    private static Span span(Fields f) {
        Quantity from = quantity(f, FROM).orElseThrow();
        return new Span(
                YamlNode.plain("", f.placeOf(FROM)),
                from,
                in(from, quantity(f, TO).orElseThrow()),
                quantity(f, STEP).map(step -> in(from, step)),
                f.get(SCALE).equals("log"));
    }

    private static double between(BigDecimal from, BigDecimal to, double part, boolean log) {
        double a = from.doubleValue();
        double b = to.doubleValue();
        return log ? a * Math.pow(b / a, part) : a + (b - a) * part;
    }

    /** The quantity in whatever dimension it has. */
    private static Optional<Quantity> quantity(Fields f, Key<String> key) {
        return f.find(key)
                .flatMap(text ->
                        dimension(text).flatMap(d -> Quantity.parse(text, d).quantity()));
    }

    private static Optional<Dimension> dimension(String text) {
        return Arrays.stream(Dimension.values())
                .filter(d -> Quantity.parse(text, d).quantity().isPresent())
                .findFirst();
    }

    private static void check(Fields f, boolean counted) {
        for (Key<String> key : List.of(FROM, TO, STEP)) {
            if (f.find(key).isPresent() && quantity(f, key).isEmpty()) {
                f.in().problem(
                                f.placeOf(key),
                                "'" + f.find(key).get() + "' is not a number with a unit hvsim knows",
                                "write a value such as 200/s, 10 ms or 4");
                return;
            }
        }
        if (f.find(FROM).isPresent() && f.find(TO).isPresent()) {
            checkShape(f, counted);
        }
    }

    private static void checkShape(Fields f, boolean counted) {
        boolean sameKind = List.of(FROM, TO, STEP).stream()
                        .flatMap(k -> f.find(k).stream())
                        .map(t -> dimension(t).orElseThrow())
                        .distinct()
                        .count()
                == 1;
        BigDecimal from = quantity(f, FROM).orElseThrow().base();
        BigDecimal to = quantity(f, TO).orElseThrow().base();
        boolean log = f.find(SCALE).filter("log"::equals).isPresent();
        if (!sameKind) {
            f.in().problem(f.placeOf(TO), "from, to and step are not of one kind", "give all the same unit");
        } else if (to.compareTo(from) <= 0) {
            f.in().problem(f.placeOf(TO), "'to' is not above 'from'", "");
        } else if (counted && f.wrote(STEP) == f.wrote(POINTS)) {
            f.in().problem(f.placeOf(FROM), "a range needs either step or points", "add step: or points:");
        } else if (f.wrote(STEP) && log) {
            f.in().problem(f.placeOf(STEP), "step on a log scale", "give points: instead");
        } else if (f.wrote(STEP)) {
            checkStep(f, from, to);
        } else if (log && from.signum() <= 0) {
            f.in().problem(f.placeOf(FROM), "a log scale begins above 0", "");
        }
    }

    private static void checkStep(Fields f, BigDecimal from, BigDecimal to) {
        BigDecimal step = quantity(f, STEP).orElseThrow().base();
        if (step.signum() <= 0) {
            f.in().problem(f.placeOf(STEP), "'step' is not above 0", "");
        } else if (to.subtract(from).divideToIntegralValue(step).compareTo(BigDecimal.valueOf(MOST_POINTS)) >= 0) {
            f.in().problem(f.placeOf(STEP), "more than " + MOST_POINTS + " values", "take a larger step");
        }
    }

    private static List<String> values(Fields f) {
        Quantity from = quantity(f, FROM).orElseThrow();
        Quantity to = quantity(f, TO).orElseThrow();
        BigDecimal last = in(from, to);
        if (f.wrote(STEP)) {
            BigDecimal step = in(from, quantity(f, STEP).orElseThrow());
            int steps = last.subtract(from.number()).divideToIntegralValue(step).intValueExact();
            return texts(
                    IntStream.rangeClosed(0, steps)
                            .mapToObj(i -> from.number().add(step.multiply(BigDecimal.valueOf(i)))),
                    from);
        }
        int points = f.get(POINTS);
        boolean log = f.get(SCALE).equals("log");
        return texts(IntStream.range(0, points).mapToObj(i -> point(from.number(), last, i, points, log)), from);
    }

    /** The number of {@code like}'s units in a quantity. */
    private static BigDecimal in(Quantity like, Quantity quantity) {
        return quantity.base().divide(like.perUnit(), MathContext.DECIMAL64);
    }

    private static BigDecimal point(BigDecimal from, BigDecimal to, int i, int points, boolean log) {
        if (i == 0 || i == points - 1) {
            return i == 0 ? from : to;
        }
        double part = (double) i / (points - 1);
        return new BigDecimal(between(from, to, part, log)).round(new MathContext(log ? LOG_DIGITS : LINEAR_DIGITS));
    }

    private static List<String> texts(Stream<BigDecimal> numbers, Quantity like) {
        return numbers.map(n -> like.withNumber(n).text()).distinct().toList();
    }
}
