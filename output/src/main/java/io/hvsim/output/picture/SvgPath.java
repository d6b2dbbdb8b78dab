// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;

/**
 * Shapes as the data of SVG paths.
 *
 * @param decimals of each coordinate
 */
record SvgPath(int decimals) {
    private static final char[] COMMANDS = {'M', 'L', 'Q', 'C', 'Z'};
    private static final int[] COORDINATES = {2, 2, 4, 6, 0};

    /** The data of {@code shape} after {@code transform}; empty when it has no segment or a coordinate is not finite. */
    String of(Shape shape, AffineTransform transform) {
        StringBuilder text = new StringBuilder();
        double[] at = new double[6];
        for (PathIterator path = shape.getPathIterator(transform); !path.isDone(); path.next()) {
            int segment = path.currentSegment(at);
            text.append(COMMANDS[segment]);
            for (int i = 0; i < COORDINATES[segment]; i++) {
                if (!Double.isFinite(at[i])) {
                    return "";
                }
                String number = number(at[i], decimals);
                text.append(i > 0 && number.charAt(0) != '-' ? " " : "").append(number);
            }
        }
        return text.toString();
    }

    /** {@code value} rounded to {@code decimals}, without zeros that say nothing. */
    static String number(double value, int decimals) {
        long power = 1;
        for (int i = 0; i < decimals; i++) {
            power *= 10;
        }
        long scaled = Math.round(value * power);
        long whole = Math.abs(scaled) / power;
        long rest = Math.abs(scaled) % power;
        String sign = scaled < 0 ? "-" : "";
        if (rest == 0) {
            return sign + whole;
        }
        String fraction = Long.toString(power + rest).substring(1);
        return sign + whole + "." + fraction.replaceAll("0+$", "");
    }
}
