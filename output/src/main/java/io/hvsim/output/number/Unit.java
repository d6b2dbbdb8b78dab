// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.number;

import java.util.List;

/**
 * A unit to show values in.
 *
 * @param symbol as printed behind a number; empty for a plain count
 * @param size how much of the base unit one of this unit is
 */
public record Unit(String symbol, double size) {
    private static final List<Unit> TIMES = List.of(
            new Unit("min", 60), new Unit("s", 1), new Unit("ms", 1e-3), new Unit("µs", 1e-6), new Unit("ns", 1e-9));
    private static final List<Unit> RATES = List.of(new Unit("M/s", 1e6), new Unit("k/s", 1e3), new Unit("/s", 1));
    private static final List<Unit> SIZES =
            List.of(new Unit("GiB", 0x1p30), new Unit("MiB", 0x1p20), new Unit("KiB", 0x1p10), new Unit("B", 1));
    private static final List<Unit> FREQUENCIES =
            List.of(new Unit("GHz", 1e9), new Unit("MHz", 1e6), new Unit("kHz", 1e3), new Unit("Hz", 1));
    private static final List<Unit> BIT_RATES =
            List.of(new Unit("Gb/s", 1e9), new Unit("Mb/s", 1e6), new Unit("kb/s", 1e3), new Unit("b/s", 1));
    private static final List<Unit> BYTE_RATES =
            List.of(new Unit("GB/s", 1e9), new Unit("MB/s", 1e6), new Unit("kB/s", 1e3), new Unit("B/s", 1));
    private static final List<Unit> CYCLES = List.of(
            new Unit("Gcycles", 1e9), new Unit("Mcycles", 1e6), new Unit("kcycles", 1e3), new Unit("cycles", 1));

    /** Minutes are only used from here on, so that 90 s stays 90 s. */
    private static final double FEWEST_MINUTES = 10;
    /** Thousands per second are only used from here on, so that 1,234 /s keeps its digits. */
    private static final double FEWEST_THOUSANDS = 10;

    /**
     * The unit in which a value of {@code magnitude} reads best.
     *
     * @param base the unit of stored values: {@code s}, {@code 1/s}, {@code share}, {@code B}, ...; an unknown one is
     *     shown as it is
     */
    public static Unit forValue(String base, double magnitude) {
        return switch (base) {
            case "s" -> pick(TIMES, magnitude, "min", FEWEST_MINUTES);
            case "1/s" -> pick(RATES, magnitude, "k/s", FEWEST_THOUSANDS);
            case "share" -> new Unit("%", 0.01);
            case "B" -> pick(SIZES, magnitude, "", 1);
            case "Hz" -> pick(FREQUENCIES, magnitude, "", 1);
            case "b/s" -> pick(BIT_RATES, magnitude, "", 1);
            case "B/s" -> pick(BYTE_RATES, magnitude, "", 1);
            case "cycles" -> pick(CYCLES, magnitude, "", 1);
            case "count", "ratio", "1" -> new Unit("", 1);
            default -> new Unit(base, 1);
        };
    }

    /** {@code value} of the base unit in this unit. */
    public double of(double value) {
        return value / size;
    }

    /** {@code text} followed by this unit: {@code 2 ms}, {@code 200/s}. */
    public String after(String text) {
        return symbol.isEmpty() || symbol.startsWith("/") ? text + symbol : text + " " + symbol;
    }

    /** {@code words} with this unit in brackets, as axes are labelled. */
    public String behind(String words) {
        String spoken = switch (symbol) {
            case "/s" -> "per second";
            case "k/s" -> "thousands per second";
            case "M/s" -> "millions per second";
            default -> symbol;
        };
        return spoken.isEmpty() ? words : words + " (" + spoken + ")";
    }

    /** {@code value} of the base unit, to three significant digits, in the unit that suits it: {@code 48.2 ms}. */
    public static String show(String base, double value) {
        if (!Double.isFinite(value)) {
            return "none";
        }
        Unit unit = forValue(base, Math.abs(value));
        return unit.after(Decimal.significant(unit.of(value), 3));
    }

    /** {@code value} of the base unit with the digits that it was given, in the unit that suits it: {@code 50 ms}. */
    public static String exact(String base, double value) {
        return brief(base, value, 6);
    }

    /** The same with at most {@code digits} significant digits. */
    public static String brief(String base, double value, int digits) {
        Unit unit = forValue(base, Math.abs(value));
        return unit.after(Decimal.brief(unit.of(value), digits));
    }

    private static Unit pick(List<Unit> units, double magnitude, String reluctant, double fewest) {
        Unit smallest = units.get(units.size() - 1);
        if (magnitude == 0) {
            return units.stream().filter(unit -> unit.size == 1).findFirst().orElse(smallest);
        }
        for (Unit unit : units) {
            double least = unit.symbol.equals(reluctant) ? fewest : 1;
            if (magnitude >= unit.size * least * 0.9995) {
                return unit;
            }
        }
        return smallest;
    }
}
