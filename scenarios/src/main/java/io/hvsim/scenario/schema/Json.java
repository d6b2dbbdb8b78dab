// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlPrinter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes maps, collections, strings, numbers and booleans as indented JSON. Maps without an order of their own are sorted. */
final class Json {
    private Json() {}

    static String text(Object value) {
        return value(value, "") + "\n";
    }

    private static String value(Object value, String indent) {
        String deeper = indent + "  ";
        if (value instanceof Map<?, ?> map) {
            Map<?, ?> ordered = map instanceof LinkedHashMap ? map : new TreeMap<>(map);
            return block(
                    "{",
                    "}",
                    indent,
                    ordered.entrySet().stream()
                            .map(e -> YamlPrinter.quoted(e.getKey().toString()) + ": " + value(e.getValue(), deeper))
                            .collect(Collectors.joining(",\n" + deeper)));
        }
        if (value instanceof Collection<?> items) {
            return block(
                    "[",
                    "]",
                    indent,
                    items.stream().map(i -> value(i, deeper)).collect(Collectors.joining(",\n" + deeper)));
        }
        return value instanceof String s ? YamlPrinter.quoted(s) : String.valueOf(value);
    }

    private static String block(String open, String close, String indent, String content) {
        return content.isEmpty() ? open + close : open + "\n" + indent + "  " + content + "\n" + indent + close;
    }
}
