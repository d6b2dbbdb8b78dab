// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlPrinterTest {

    private static YamlNode tree(String text) {
        return YamlReader.read(SourceText.scenario("f", text), new Problems()).orElseThrow();
    }

    @Test
    void theFormOfTheSourceIsKept() {
        String text = """
                a: 1
                b: {c: [x, y], d: "quoted: text"}
                e:
                  - f: 1
                    g: 2
                  - h
                  -
                    - i
                """;
        assertThat(YamlPrinter.print(tree(text))).isEqualTo(text.replace("  -\n    - i\n", "  - - i\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 'it''s'",
                "a: \"tab\\tand\\nline\\u0007\"",
                "a: |\n  two\n  lines\n",
                "a: >\n  folded\n  text\n",
                "a: plain, with [flow] {signs}",
                "a: {b: 'x, y', 'c, d': \"]\"}",
                "a: [\"-\", '?', \"a: b\", \"#x\", '']",
                "a: {b: , c: }",
                "'true': 'null'",
                "a: many\n  lines\n  of plain text",
            })
    void whatIsPrintedReadsBackTheSame(String text) {
        YamlNode once = tree(text);
        String printed = YamlPrinter.print(once);
        assertThat(YamlPrinter.print(tree(printed))).isEqualTo(printed);
        assertThat(words(tree(printed))).isEqualTo(words(once));
        String flow = YamlPrinter.flow(once);
        assertThat(words(tree(flow))).isEqualTo(words(once));
    }

    /** The tree without places, telling quoted words from plain ones. */
    private static String words(YamlNode node) {
        if (node instanceof YamlNode.Scalar s) {
            boolean special = s.isNothing() || s.text().matches("true|false");
            return (s.plain() && special ? "plain " : "") + "<" + s.text() + ">";
        }
        if (node instanceof YamlNode.Sequence s) {
            return s.items().stream().map(YamlPrinterTest::words).toList().toString();
        }
        return ((YamlNode.Mapping) node)
                .entries().stream()
                        .map(e -> words(e.key()) + "=" + words(e.value()))
                        .toList()
                        .toString();
    }
}
