// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.trace;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines of a trace as cells, and cells as numbers.
 *
 * <p>A line is a row whatever its quotes say: a quotation mark that is never closed costs one row and not the rest of the
 * trace, so that every row left out has one line number.
 */
public final class Cells {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]*\\.?[0-9]*([eE][+-]?[0-9]+)?");
    private static final double MOST = 1e15;
    private static final double MOST_PERCENT = 110;

    private Cells() {}

    /** The cells of a row, without the blanks around them; quotation marks hold separators together, doubled they stand for one. */
    public static List<String> split(String line, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    /** The words between blanks. */
    public static List<String> words(String line) {
        String stripped = line.strip();
        return stripped.isEmpty() ? List.of() : Arrays.asList(BLANKS.split(stripped));
    }

    /** Whether the cell is a decimal number as traces write it. */
    public static boolean isNumber(String cell) {
        try {
            number(cell, "");
            return true;
        } catch (UnreadableRowException e) {
            return false;
        }
    }

    /** @param what the number is, for the message */
    public static double number(String cell, String what) throws UnreadableRowException {
        if (DECIMAL.matcher(cell).matches()) {
            try {
                double value = Double.parseDouble(cell);
                if (Math.abs(value) <= MOST) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // What is wrong with it is said below.
            }
        }
        throw new UnreadableRowException(
                cell.isEmpty()
                        ? "no number in the column " + what
                        : "'" + brief(cell) + "' is no number (" + what + ")");
    }

    /** A number that is 0 or more; -0 is 0. */
    public static double atLeastZero(String cell, String what) throws UnreadableRowException {
        double value = number(cell, what);
        if (value < 0) {
            throw new UnreadableRowException("'" + brief(cell) + "' is negative (" + what + ")");
        }
        return value + 0.0;
    }

    /** A share from a number in per cent, 0 to 110 %: what is measured as full is often a little more. */
    public static double percent(String cell, String what) throws UnreadableRowException {
        double value = atLeastZero(cell, what);
        if (value > MOST_PERCENT) {
            throw new UnreadableRowException("'" + brief(cell) + "' is above 100 % (" + what + ")");
        }
        return value / 100;
    }

    /** A whole number from 0 to a million. */
    public static int count(String cell, String what) throws UnreadableRowException {
        double value = atLeastZero(cell, what);
        if (value != Math.rint(value) || value > 1e6) {
            throw new UnreadableRowException("'" + brief(cell) + "' is no count (" + what + ")");
        }
        return (int) value;
    }

    /** Seconds since 1970 of a local time, taken as UTC. */
    public static double seconds(String time, DateTimeFormatter format) throws UnreadableRowException {
        try {
            return LocalDateTime.parse(time, format).toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new UnreadableRowException("'" + brief(time) + "' is no date and time");
        }
    }

    /** The cell of that number. */
    public static String at(List<String> cells, int index) throws UnreadableRowException {
        if (index >= cells.size()) {
            throw new UnreadableRowException("cut short after " + cells.size() + " columns");
        }
        return cells.get(index);
    }

    /** The start of a text that may be long. */
    public static String brief(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "...";
    }
}
