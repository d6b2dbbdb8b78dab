// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlPrinter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the keys of files as a page of the manual, from the same tables that files are read by. */
public final class ReferencePage {
    private static final Pattern MAPPING = Pattern.compile("a mapping \\(([^)]+)\\)");

    private final Map<String, MappingType<?>> mappings = new LinkedHashMap<>();

    private ReferencePage() {}

    /** The mappings below the roots in Markdown, one section each, outer ones first. */
    public static String sections(List<? extends Type<?>> roots) {
        ReferencePage page = new ReferencePage();
        page.collect(roots);
        StringBuilder out = new StringBuilder();
        page.mappings.values().forEach(m -> out.append(section(m)));
        return out.toString();
    }

    private void collect(List<? extends Type<?>> roots) {
        Deque<Type<?>> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Type<?> type = open.removeFirst();
            if (type instanceof MappingType<?> mapping && mappings.putIfAbsent(mapping.name(), mapping) != null) {
                continue;
            }
            open.addAll(type.parts());
        }
    }

    private static String section(MappingType<?> mapping) {
        StringBuilder out = new StringBuilder("\n## " + mapping.name() + "\n\n");
        String rule = mapping.exactlyOne() ? " Exactly one of the keys." : "";
        out.append(sentence(mapping.doc())).append(rule).append("\n\n");
        out.append("| key | value | if left out | meaning |\n| --- | --- | --- | --- |\n");
        mapping.keys().forEach(k -> out.append(row(k)));
        return out.toString();
    }

    private static String row(Key<?> key) {
        return "| `" + key.name() + "` | " + cell(key.type().phrase()) + " | " + absence(key) + " | " + cell(key.doc())
                + " |\n";
    }

    private static String absence(Key<?> key) {
        if (key.required()) {
            return "error";
        }
        String text = key.defaultValue().map(ReferencePage::shown).orElse("");
        return text.isEmpty() ? "nothing" : "`" + text + "`";
    }

    private static String shown(YamlNode node) {
        String text = YamlPrinter.flow(node);
        return text.equals("\"\"") || text.equals("{}") ? "" : text;
    }

    /** Mappings become links to their sections. */
    private static String cell(String text) {
        Matcher mapping = MAPPING.matcher(text.replace("|", "\\|"));
        return mapping.replaceAll(m -> "a [mapping](#" + m.group(1).replace(' ', '-') + ")");
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
