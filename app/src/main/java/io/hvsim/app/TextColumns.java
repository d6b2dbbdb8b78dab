// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in aligned columns; a column without any text but its heading is left out. */
final class TextColumns {
    private final List<String> headings;
    private final Set<String> toTheLeft;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param toTheLeft headings of columns of words; those of numbers are aligned to the right */
    TextColumns(List<String> headings, Set<String> toTheLeft) {
        this.headings = headings;
        this.toTheLeft = toTheLeft;
    }

    void add(List<String> cells) {
        rows.add(cells);
    }

    /** The lines, each ending in a line feed. */
    String text() {
        int[] shown = IntStream.range(0, headings.size())
                .filter(i -> rows.stream().anyMatch(row -> !row.get(i).isEmpty()))
                .toArray();
        List<List<String>> lines = new ArrayList<>(List.of(headings));
        lines.addAll(rows);
        int[] widths = IntStream.range(0, headings.size())
                .map(i -> lines.stream()
                        .mapToInt(line -> line.get(i).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> IntStream.of(shown)
                        .mapToObj(i -> padded(line.get(i), widths[i], headings.get(i)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String padded(String text, int width, String heading) {
        String blanks = " ".repeat(width - text.length());
        return toTheLeft.contains(heading) ? text + blanks : blanks + text;
    }
}
