// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import io.hvsim.output.number.Decimal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A JSON document in UTF-8, indented down to a depth and on one line below it, with line feeds only. Numbers that are not
 * finite become null. Closing flushes.
 */
public final class Json implements AutoCloseable {
    private final Writer out;
    private final int depth;
    private int nesting;
    private boolean empty = true;

    /**
     * @param out written to and flushed, but never closed
     * @param depth nesting down to which each property has its own line; so have the items of arrays in such a property
     */
    public Json(OutputStream out, int depth) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.depth = depth;
    }

    /** The document itself, an object with {@code content}. */
    public void document(Consumer<Json> content) {
        open('{');
        content.accept(this);
        close('}', depth);
        append("\n");
    }

    public void text(String name, String value) {
        property(name);
        append(quoted(value));
    }

    public void number(String name, double value) {
        property(name);
        append(Double.isFinite(value) ? Decimal.shortest(value) : "null");
    }

    public void whole(String name, long value) {
        property(name);
        append(Long.toString(value));
    }

    public void truth(String name, boolean value) {
        property(name);
        append(Boolean.toString(value));
    }

    public void texts(String name, Collection<String> values) {
        property(name);
        open('[');
        for (String value : values) {
            item();
            append(quoted(value));
        }
        close(']', depth + 1);
    }

    public void texts(String name, Map<String, String> values) {
        object(name, () -> values.forEach(this::text));
    }

    /** An object whose content is written by {@code content}. */
    public void object(String name, Runnable content) {
        property(name);
        open('{');
        content.run();
        close('}', depth);
    }

    /** An array with one object per item. */
    public <T> void objects(String name, Collection<T> items, Consumer<T> content) {
        property(name);
        open('[');
        for (T item : items) {
            item();
            open('{');
            content.accept(item);
            close('}', depth);
        }
        close(']', depth + 1);
    }

    @Override
    public void close() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void property(String name) {
        separate(depth);
        append(quoted(name));
        append(": ");
    }

    private void item() {
        separate(depth + 1);
    }

    private void separate(int lines) {
        append(empty ? "" : ",");
        indent(nesting <= lines);
        empty = false;
    }

    private void open(char bracket) {
        append(String.valueOf(bracket));
        nesting++;
        empty = true;
    }

    /** Closes on a line of its own when what is inside has lines, which is down to {@code lines}. */
    private void close(char bracket, int lines) {
        boolean inLines = nesting <= lines && !empty;
        nesting--;
        indent(inLines);
        append(String.valueOf(bracket));
        empty = false;
    }

    private void indent(boolean onNewLine) {
        append(onNewLine ? "\n" + "  ".repeat(nesting) : " ");
    }

    private void append(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code text} as a JSON string; what may stand there as it is, does. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append("\\u00").append(c < 16 ? "0" : "1").append("0123456789ABCDEF".charAt(c % 16));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
