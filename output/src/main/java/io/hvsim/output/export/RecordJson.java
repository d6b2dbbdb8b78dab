// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Records as JSON without any space, the components of each in their order, as Jackson's data binding reads them back.
 * Data binding could write them, too, but its start takes longer than a small scenario.
 */
final class RecordJson {
    private final JsonGenerator out;
    private final Map<Class<?>, List<Component>> components = new HashMap<>();

    private record Component(String name, Method accessor) {
        static List<Component> of(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        }

        private static Component of(RecordComponent component) {
            return new Component(component.getName(), component.getAccessor());
        }

        Object in(Object value) {
            try {
                return accessor.invoke(value);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a component of a public record cannot be read", e);
            }
        }
    }

    private RecordJson(JsonGenerator out) {
        this.out = out;
    }

    /**
     * Writes a record of numbers, truth values, texts, enums, arrays of doubles, collections, maps with texts as keys, and
     * such records, and leaves {@code out} open. Numbers that are not finite become texts.
     *
     * @throws IllegalArgumentException if there is anything else in it
     */
    static void write(Record value, OutputStream out) {
        try (JsonGenerator generator = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(ObjectWriteContext.empty(), out)) {
            new RecordJson(generator).write(value);
        }
    }

    private void write(Object value) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof String || value instanceof Enum) {
            out.writeString(value.toString());
        } else if (value instanceof double[] numbers) {
            out.writeStartArray();
            for (double number : numbers) {
                out.writeNumber(number);
            }
            out.writeEndArray();
        } else if (value instanceof Collection<?> items) {
            out.writeStartArray();
            items.forEach(this::write);
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            out.writeStartObject();
            entries.forEach((key, entry) -> property((String) key, entry));
            out.writeEndObject();
        } else if (value instanceof Record) {
            out.writeStartObject();
            components
                    .computeIfAbsent(value.getClass(), Component::of)
                    .forEach(component -> property(component.name, component.in(value)));
            out.writeEndObject();
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void property(String name, Object value) {
        out.writeName(name);
        write(value);
    }
}
