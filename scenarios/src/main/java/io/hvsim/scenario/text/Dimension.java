// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of number in scenario files, each with its units. The first unit of each has the factor 1. */
public enum Dimension {
    /** In ns. */
    TIME("a time", "10 ms", "ns 1, us 1e3, µs 1e3, ms 1e6, s 1e9, min 60e9, h 3600e9"),
    /** In cycles. */
    CYCLES("a number of cycles", "20 kcycles", "cycles 1, kcycles 1e3, Mcycles 1e6, Gcycles 1e9"),
    /** In Hz. */
    FREQUENCY("a frequency", "3.8 GHz", "Hz 1, kHz 1e3, MHz 1e6, GHz 1e9"),
    /** Per second. */
    RATE("a rate", "200/s", "/s 1, k/s 1e3, M/s 1e6"),
    /** In bytes. */
    SIZE(
            "a size",
            "512 MiB",
            "B 1, KiB 1024, MiB 1048576, GiB 1073741824, TiB 1099511627776, kB 1e3, MB 1e6, GB 1e9, TB 1e12"),
    /** In bytes per second. */
    BANDWIDTH("a bandwidth", "1 Gb/s", "B/s 1, kB/s 1e3, MB/s 1e6, GB/s 1e9, kb/s 125, Mb/s 125e3, Gb/s 125e6"),
    /** 1 is the whole. */
    SHARE("a share", "2 %", "% 0.01"),
    /** A bare number. */
    NUMBER("a number", "0.21", "");

    private final String noun;
    private final String example;
    private final Map<String, BigDecimal> units;

    Dimension(String noun, String example, String units) {
        this.noun = noun;
        this.example = example;
        this.units = parsed(units);
    }

    private static Map<String, BigDecimal> parsed(String units) {
        Map<String, BigDecimal> factors = new LinkedHashMap<>();
        for (String unit : units.split(", ")) {
            if (!unit.isEmpty()) {
                String[] parts = unit.split(" ");
                factors.put(parts[0], new BigDecimal(parts[1]));
            }
        }
        return factors;
    }

    /** With its article, such as {@code a time}. */
    public String noun() {
        return noun;
    }

    /** A value as one may write it. */
    public String example() {
        return example;
    }

    /** The units, most of them from small to large; empty for bare numbers. */
    public List<String> units() {
        return List.copyOf(units.keySet());
    }

    /** What one of the unit is in the base unit. The unit must be one of {@link #units}. */
    BigDecimal factor(String unit) {
        return units.get(unit);
    }

    /** The base unit as resolved texts write it; empty for bare numbers and shares. */
    public String baseUnit() {
        return this == NUMBER || this == SHARE ? "" : units().get(0);
    }
}
