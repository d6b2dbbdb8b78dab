// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Records as JSON without any space, the components of each in their order, which Jackson reads back. Jackson could write
 * them, too, but its start takes longer than a small scenario.
 */
final class RecordJson {
    private final Writer out;
    private final Map<Class<?>, List<Component>> components = new HashMap<>();

    /** A component of a record: its name with quotes and a colon, and what reads it. */
    private record Component(String name, Method accessor) {
        static List<Component> of(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        }

        private static Component of(RecordComponent component) {
            return new Component(Json.quoted(component.getName()) + ":", component.getAccessor());
        }

        Object in(Object value) {
            try {
                return accessor.invoke(value);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a component of a public record cannot be read", e);
            }
        }
    }

    private RecordJson(Writer out) {
        this.out = out;
    }

    /**
     * Writes a record of numbers, truth values, texts, enums, arrays of doubles, collections, maps with texts as keys, and
     * such records. Numbers that are not finite become texts.
     *
     * @throws IllegalArgumentException if there is anything else in it
     */
    static void write(Record value, Writer out) throws IOException {
        new RecordJson(out).write((Object) value);
    }

    private void write(Object value) throws IOException {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            out.write(String.valueOf(value));
        } else if (value instanceof Double number) {
            write(number.doubleValue());
        } else if (value instanceof String || value instanceof Enum) {
            out.write(Json.quoted(value.toString()));
        } else if (value instanceof Record) {
            writeComponents(value);
        } else if (value instanceof double[] numbers) {
            write(numbers);
        } else if (value instanceof Collection<?> items) {
            write(items);
        } else if (value instanceof Map<?, ?> entries) {
            write(entries);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void write(double value) throws IOException {
        String text = Double.toString(value);
        out.write(Double.isFinite(value) ? text : Json.quoted(text));
    }

    private void writeComponents(Object value) throws IOException {
        char before = '{';
        for (Component component : components.computeIfAbsent(value.getClass(), Component::of)) {
            out.write(before);
            out.write(component.name);
            write(component.in(value));
            before = ',';
        }
        out.write('}');
    }

    private void write(double[] values) throws IOException {
        out.write('[');
        for (int i = 0; i < values.length; i++) {
            out.write(i == 0 ? "" : ",");
            write(values[i]);
        }
        out.write(']');
    }

    private void write(Collection<?> items) throws IOException {
        out.write('[');
        for (Iterator<?> left = items.iterator(); left.hasNext(); ) {
            write(left.next());
            out.write(left.hasNext() ? "," : "");
        }
        out.write(']');
    }

    private void write(Map<?, ?> entries) throws IOException {
        String before = "";
        out.write('{');
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.write(before);
            out.write(Json.quoted((String) entry.getKey()));
            out.write(':');
            write(entry.getValue());
            before = ",";
        }
        out.write('}');
    }
}
