// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.number;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number read from a label such as {@code 100/s}, {@code 2 ms}, {@code 1.5 k/s} or {@code 4}.
 *
 * @param value in the base unit
 * @param unit the base unit: {@code s}, {@code 1/s}, {@code share}, {@code B}, {@code Hz}, {@code b/s}, {@code B/s},
 *     {@code cycles}, or {@code count}
 */
public record Quantity(double value, String unit) {
    private static final Pattern NUMBER = Pattern.compile("([+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)\\s*(.*)");
    private static final Map<String, Unit> KNOWN = known();

    /** Reads {@code label}; empty when it is no number or its unit is unknown. */
    public static Optional<Quantity> parse(String label) {
        Matcher matcher = NUMBER.matcher(label.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Unit unit = KNOWN.get(matcher.group(2));
        return Optional.ofNullable(unit)
                .map(known -> new Quantity(Double.parseDouble(matcher.group(1)) * known.size(), known.symbol()));
    }

    /** Reads all labels; empty unless every one is a number and all have the same base unit. */
    public static Optional<List<Quantity>> parseAll(List<String> labels) {
        List<Quantity> quantities =
                labels.stream().flatMap(label -> parse(label).stream()).toList();
        boolean comparable = !labels.isEmpty()
                && quantities.size() == labels.size()
                && quantities.stream().map(Quantity::unit).distinct().count() == 1;
        return comparable ? Optional.of(quantities) : Optional.empty();
    }

    private static Map<String, Unit> known() {
        Map<String, Unit> known = new HashMap<>();
        known.put("", new Unit("count", 1));
        known.put("%", new Unit("share", 0.01));
        add(known, "s", Map.of("ns", 1e-9, "us", 1e-6, "µs", 1e-6, "ms", 1e-3, "s", 1.0, "min", 60.0, "h", 3600.0));
        add(known, "1/s", Map.of("/s", 1.0, "1/s", 1.0, "k/s", 1e3, "M/s", 1e6));
        add(known, "B", Map.of("B", 1.0, "KiB", 0x1p10, "MiB", 0x1p20, "GiB", 0x1p30, "TiB", 0x1p40));
        add(known, "B", Map.of("kB", 1e3, "MB", 1e6, "GB", 1e9, "TB", 1e12));
        add(known, "Hz", Map.of("Hz", 1.0, "kHz", 1e3, "MHz", 1e6, "GHz", 1e9));
        add(known, "b/s", Map.of("b/s", 1.0, "kb/s", 1e3, "Mb/s", 1e6, "Gb/s", 1e9));
        add(known, "B/s", Map.of("B/s", 1.0, "kB/s", 1e3, "MB/s", 1e6, "GB/s", 1e9));
        add(known, "cycles", Map.of("cycles", 1.0, "kcycles", 1e3, "Mcycles", 1e6, "Gcycles", 1e9));
        return Map.copyOf(known);
    }

    private static void add(Map<String, Unit> known, String base, Map<String, Double> sizes) {
        sizes.forEach((symbol, size) -> known.put(symbol, new Unit(base, size)));
    }
}
