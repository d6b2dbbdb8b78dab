// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.capacity;

import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Quantity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The values that a search goes through, as the command line has them. */
public final class Candidates {
    private static final Pattern FROM_TO = Pattern.compile("\\s*(\\S.*?)\\s*\\.\\.\\s*(\\S.*?)\\s*");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    /** From one value with a unit to the next. */
    private static final double STEP = 1.01;

    private static final int MOST = 1000;

    private Candidates() {}

    /**
     * The text as a sweep has it. {@code A..B} becomes every whole number from A to B, or, for quantities and for more numbers
     * than a sweep may have, values at equal ratios: about 1 % from one to the next. Anything else stays as it is.
     */
    public static String asRange(String text) {
        Matcher range = FROM_TO.matcher(text);
        if (!range.matches()) {
            return text;
        }
        String from = range.group(1);
        String to = range.group(2);
        String ends = "{from: " + from + ", to: " + to;
        boolean whole = WHOLE.matcher(from).matches() && WHOLE.matcher(to).matches();
        if (whole && Long.parseLong(to) - Long.parseLong(from) < MOST) {
            return ends + ", step: 1}";
        }
        double ratio = base(to) / base(from);
        int points = ratio > 1 && ratio < Double.POSITIVE_INFINITY
                ? (int) Math.min(MOST, Math.ceil(Math.log(ratio) / Math.log(STEP)) + 1)
                : 2;
        return ends + ", points: " + Math.max(2, points) + ", scale: log}";
    }

    private static double base(String text) {
        return Stream.of(Dimension.values())
                .map(dimension -> Quantity.parse(text, dimension).quantity())
                .flatMap(Optional::stream)
                .findFirst()
                .map(quantity -> quantity.base().doubleValue())
                .orElse(Double.NaN);
    }
}
