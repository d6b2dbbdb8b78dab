// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table that a benchmark printed.
 *
 * @param circumstances when and on what it was measured, in words
 */
record Measurements(List<String> columns, List<Map<String, String>> rows, String circumstances) {

    /** The table of {@code benchmark}, and what {@code machines.csv} says of it; empty when it was not measured. */
    static Optional<Measurements> read(Path folder, String benchmark) throws IOException {
        String name = benchmark + ".csv";
        if (!Files.exists(folder.resolve(name))) {
            return Optional.empty();
        }
        List<Map<String, String>> rows = rows(folder.resolve(name));
        Map<String, String> machine = rows(folder.resolve("machines.csv")).stream()
                .filter(row -> row.get("file").equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("machines.csv does not say where " + name + " is from"));
        String circumstances = "Measured on " + machine.get("date") + " on " + machine.get("machine") + ", Java "
                + machine.get("java") + ", load average " + machine.get("load") + " before";
        return Optional.of(new Measurements(List.copyOf(rows.get(0).keySet()), rows, circumstances));
    }

    private static List<Map<String, String>> rows(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream()
                    .<Map<String, String>>map(row -> new LinkedHashMap<>(row.getFieldsAsMap()))
                    .toList();
        }
    }

    /** The rows that have {@code value} in {@code column}. */
    Measurements where(String column, String value) {
        List<Map<String, String>> chosen =
                rows.stream().filter(row -> row.get(column).equals(value)).toList();
        return new Measurements(columns, chosen, circumstances);
    }

    /** Different values of a column in their order. */
    List<String> values(String column) {
        return rows.stream().map(row -> row.get(column)).distinct().toList();
    }

    /** A number of the first row that has these values; not a number when there is none. */
    double number(Map<String, String> where, String column) {
        return rows.stream()
                .filter(row -> row.entrySet().containsAll(where.entrySet()))
                .mapToDouble(row -> Double.parseDouble(row.get(column)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
