// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, collections, strings, numbers and booleans as indented JSON. */
final class Json {
    private Json() {}

    static String text(Object value) {
        return value(value, "") + "\n";
    }

    private static String value(Object value, String indent) {
        String deeper = indent + "  ";
        if (value instanceof Map<?, ?> map) {
            return block("{", "}", indent, map.entrySet().stream()
                    .map(e -> string(e.getKey().toString()) + ": " + value(e.getValue(), deeper))
                    .collect(Collectors.joining(",\n" + deeper)));
        }
        if (value instanceof Collection<?> items) {
            return block("[", "]", indent, items.stream().map(i -> value(i, deeper))
                    .collect(Collectors.joining(",\n" + deeper)));
        }
        return value instanceof String s ? string(s) : String.valueOf(value);
    }

    private static String block(String open, String close, String indent, String content) {
        return content.isEmpty() ? open + close : open + "\n" + indent + "  " + content + "\n" + indent + close;
    }

    /** The text in double quotes, which is also how YAML writes any text. */
    static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> quoted.append(escaped(c)));
        return quoted.append('"').toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF
                    ? String.format("\\u%04x", c)
                    : Character.toString(c);
        };
    }
}
