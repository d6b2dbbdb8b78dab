// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.export.Csv;
import io.hvsim.output.export.Json;
import io.hvsim.output.number.Decimal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An answer in rows, for people, spreadsheets and programs: what a table shows is shortened, CSV and JSON have every digit.
 *
 * @param <R> what a row is about
 */
final class Sheet<R> {
    private final List<Column<R>> columns = new ArrayList<>();
    private final List<R> rows;

    /**
     * @param name in CSV and JSON
     * @param heading in the table; empty for a column that it leaves out
     * @param raw a text, or a number that is NaN where unknown
     */
    private record Column<R>(
            String name, String heading, boolean isWord, Function<R, Object> raw, Function<R, String> shown) {}

    Sheet(List<R> rows) {
        this.rows = rows;
    }

    /** A column of words; without a heading the table leaves it out. */
    Sheet<R> words(String name, String heading, Function<R, String> text) {
        columns.add(new Column<>(name, heading, true, text::apply, text));
        return this;
    }

    /** A column of numbers, shown as {@code shown} says; without a heading the table leaves it out. */
    Sheet<R> numbers(String name, String heading, Function<R, Double> number, Function<R, String> shown) {
        columns.add(new Column<>(name, heading, false, number::apply, shown));
        return this;
    }

    /** Numbers that only CSV and JSON have. */
    Sheet<R> numbers(String name, Function<R, Double> number) {
        return numbers(name, "", number, row -> "");
    }

    /** Aligned columns for a terminal. */
    String table() {
        List<Column<R>> shown =
                columns.stream().filter(column -> !column.heading.isEmpty()).toList();
        Set<String> words =
                shown.stream().filter(Column::isWord).map(Column::heading).collect(Collectors.toSet());
        TextColumns text = new TextColumns(shown.stream().map(Column::heading).toList(), words);
        rows.forEach(row ->
                text.add(shown.stream().map(column -> column.shown.apply(row)).toList()));
        return text.text();
    }

    /** One line per row; what is unknown is an empty cell. */
    byte[] csv() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Csv csv = new Csv(bytes)) {
            csv.row(columns.stream().map(Column::name).toList());
            for (R row : rows) {
                csv.row(columns.stream()
                        .map(column -> csvCell(column.raw.apply(row)))
                        .toList());
            }
        }
        return bytes.toByteArray();
    }

    private static String csvCell(Object raw) {
        return raw instanceof Double number ? Decimal.shortest(number) : (String) raw;
    }

    /** The rows as objects named {@code rows}, after the findings; what is unknown is null. */
    String json(List<String> findings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Json json = new Json(bytes, 2)) {
            json.document(document -> {
                document.texts("findings", findings);
                document.objects(
                        "rows",
                        rows,
                        row -> columns.forEach(column -> {
                            if (column.raw.apply(row) instanceof Double number) {
                                json.number(column.name, number);
                            } else {
                                json.text(column.name, (String) column.raw.apply(row));
                            }
                        }));
            });
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
