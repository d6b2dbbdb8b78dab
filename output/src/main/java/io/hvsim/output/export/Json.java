// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import io.hvsim.output.number.Decimal;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * A JSON document in UTF-8, indented down to a depth and on one line below it, with line feeds only. Numbers that are not
 * finite become null. Closing flushes.
 */
public final class Json implements AutoCloseable {
    private final JsonGenerator generator;

    /**
     * @param out written to and flushed, but never closed
     * @param depth nesting down to which each property has its own line; so have the items of arrays in such a property
     */
    public Json(OutputStream out, int depth) {
        Separators separators = Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer = new Printer(separators, depth);
        printer.indentObjectsWith(new Lines(depth));
        printer.indentArraysWith(new Lines(depth + 1));
        generator = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(new Printed(printer), out);
    }

    /** The document itself, an object with {@code content}. */
    public void document(Consumer<Json> content) {
        generator.writeStartObject();
        content.accept(this);
        generator.writeEndObject();
        generator.writeRaw('\n');
    }

    public void text(String name, String value) {
        generator.writeStringProperty(name, value);
    }

    public void number(String name, double value) {
        generator.writeName(name);
        if (Double.isFinite(value)) {
            generator.writeNumber(Decimal.shortest(value));
        } else {
            generator.writeNull();
        }
    }

    public void whole(String name, long value) {
        generator.writeNumberProperty(name, value);
    }

    /** Nanoseconds as microseconds with three decimals, so that none is lost. */
    public void micros(String name, long ns) {
        generator.writeName(name);
        generator.writeNumber(BigDecimal.valueOf(ns, 3).toPlainString());
    }

    public void truth(String name, boolean value) {
        generator.writeBooleanProperty(name, value);
    }

    public void texts(String name, Collection<String> values) {
        generator.writeArrayPropertyStart(name);
        values.forEach(generator::writeString);
        generator.writeEndArray();
    }

    public void texts(String name, Map<String, String> values) {
        generator.writeObjectPropertyStart(name);
        values.forEach(generator::writeStringProperty);
        generator.writeEndObject();
    }

    /** An object whose content is written by {@code content}. */
    public void object(String name, Runnable content) {
        generator.writeObjectPropertyStart(name);
        content.run();
        generator.writeEndObject();
    }

    /** An array with one object per item. */
    public <T> void objects(String name, Collection<T> items, Consumer<T> content) {
        generator.writeArrayPropertyStart(name);
        for (T item : items) {
            generator.writeStartObject();
            content.accept(item);
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    @Override
    public void close() {
        generator.close();
    }

    /** Says how to print, and otherwise nothing. */
    private static final class Printed extends ObjectWriteContext.Base {
        private final PrettyPrinter printer;

        Printed(PrettyPrinter printer) {
            this.printer = printer;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    /** Closes an object where it was opened: on its line when its properties are. */
    private static final class Printer extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1;

        private final int depth;

        Printer(Separators separators, int depth) {
            super(separators);
            this.depth = depth;
        }

        @Override
        public void writeEndObject(JsonGenerator generator, int properties) {
            if (_nesting > depth) {
                _nesting--;
                generator.writeRaw(" }");
            } else {
                super.writeEndObject(generator, properties);
            }
        }
    }

    private record Lines(int depth) implements DefaultPrettyPrinter.Indenter {
        @Override
        public void writeIndentation(JsonGenerator generator, int level) {
            generator.writeRaw(level > depth ? " " : "\n" + "  ".repeat(level));
        }

        @Override
        public boolean isInline() {
            return false;
        }
    }
}
