// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes trees as YAML that reads back to the same tree. */
public final class YamlPrinter {
    private static final Pattern UNSAFE_IN_FLOW = Pattern.compile("[,\\[\\]{}]|: |:$|^[?:-]");

    private final Function<YamlNode, String> comment;
    private final StringBuilder out = new StringBuilder();

    private YamlPrinter(Function<YamlNode, String> comment) {
        this.comment = comment;
    }

    /** The tree without comments. */
    public static String print(YamlNode tree) {
        return print(tree, n -> "");
    }

    /** The tree with a comment behind each value; the function gives it, or an empty text. */
    public static String print(YamlNode tree, Function<YamlNode, String> comment) {
        YamlPrinter printer = new YamlPrinter(comment);
        printer.value(tree, "", true);
        return printer.out.toString();
    }

    /** The tree in one line. */
    public static String flow(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar(scalar, true);
        }
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items().stream().map(YamlPrinter::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return ((YamlNode.Mapping) node)
                .entries().stream()
                        .map(e -> scalar(e.key(), true) + ": " + flow(e.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Writes a value behind its key, or on lines of its own when it is a block; the root has no key. */
    private void value(YamlNode node, String indent, boolean root) {
        if (!isBlock(node)) {
            String text = node instanceof YamlNode.Scalar s ? scalar(s, false) : flow(node);
            String remark = comment.apply(node);
            line((root ? "" : " ") + text + (remark.isEmpty() ? "" : "  # " + remark));
            return;
        }
        if (!root) {
            line("");
        }
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach(e -> entry(e, indent));
        } else {
            ((YamlNode.Sequence) node).items().forEach(i -> item(i, indent));
        }
    }

    private static boolean isBlock(YamlNode node) {
        return node instanceof YamlNode.Mapping m && !m.flow() && !m.entries().isEmpty()
                || node instanceof YamlNode.Sequence s
                        && !s.flow()
                        && !s.items().isEmpty();
    }

    private void entry(YamlNode.Entry entry, String indent) {
        out.append(indent).append(scalar(entry.key(), false)).append(':');
        value(entry.value(), indent + "  ", false);
    }

    private void item(YamlNode item, String indent) {
        YamlPrinter inner = new YamlPrinter(comment);
        inner.value(item, indent + "  ", true);
        String text = inner.out.toString();
        out.append(indent).append("- ").append(isBlock(item) ? text.substring(indent.length() + 2) : text);
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    private static String scalar(YamlNode.Scalar scalar, boolean inFlow) {
        boolean asWritten = scalar.plain()
                && !(inFlow && UNSAFE_IN_FLOW.matcher(scalar.text()).find());
        return asWritten ? scalar.text() : quoted(scalar.text());
    }

    /** In double quotes. */
    public static String quoted(String text) {
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
            default ->
                Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF
                        ? String.format("\\u%04x", c)
                        : Character.toString(c);
        };
    }
}
