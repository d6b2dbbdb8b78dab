// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

/**
 * A stretch of one line of a text.
 *
 * @param line from 0
 * @param column from 0, in characters (code points)
 * @param length in characters; 0 for a point between characters
 */
public record Place(SourceText source, int line, int column, int length) {

    /** Longest part of a line that messages show. */
    private static final int SHOWN = 140;

    /** The start of a text. */
    public static Place startOf(SourceText source) {
        return new Place(source, 0, 0, 0);
    }

    /** As in {@code noisy.yaml:14:7}, counted from 1; options and defaults have no line. */
    public String label() {
        return switch (source.kind()) {
            case SCENARIO, LIBRARY -> source.name() + ":" + (line + 1) + ":" + (column + 1);
            case OPTION -> source.name() + " " + shown(0);
            case DEFAULT -> source.name();
        };
    }

    /** As in {@code noisy.yaml:14}, counted from 1; options and defaults have no line. */
    public String lineLabel() {
        return switch (source.kind()) {
            case SCENARIO, LIBRARY -> source.name() + ":" + (line + 1);
            case OPTION, DEFAULT -> source.name();
        };
    }

    /** The line, numbered, and below it a caret under each character of the stretch. */
    public String snippet() {
        String number = source.kind() == SourceText.Kind.OPTION ? "" : Integer.toString(line + 1);
        String gutter = " ".repeat(Math.max(0, 5 - number.length())) + number + " | ";
        String blank = " ".repeat(gutter.length() - 2) + "| ";
        int from = column < SHOWN * 3 / 4 ? 0 : column - SHOWN / 2;
        String shown = shown(from);
        int width = shown.codePointCount(0, shown.length());
        int carets = Math.max(1, Math.min(length, width - (column - from)));
        return (gutter + shown).stripTrailing() + "\n" + blank + " ".repeat(column - from) + "^".repeat(carets);
    }

    private String shown(int from) {
        return source.line(line)
                .codePoints()
                .skip(from)
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
