// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TreeWriterTest {

    @Test
    void whatIsWrittenIsReadAgainWithFormsPlacesAndLongTexts() {
        String text =
                "a: {b: [1, 'zwei', \"µs → ns\"], empty: }\nlist:\n  - " + "long ".repeat(200) + "\n  - {}\n  - []\n"
                        + "\n".repeat(300)
                        + "far: 'down'\n";
        SourceText source = SourceText.library("some.yaml", text);
        YamlNode tree = YamlReader.read(source, new Problems()).orElseThrow();

        TreeWriter writer = new TreeWriter();
        writer.number(1_000_000);
        writer.node(tree);
        writer.text("after it");

        TreeReader reader = new TreeReader(writer.bytes(), 0);
        assertThat(reader.number()).isEqualTo(1_000_000);
        assertThat(reader.node(source)).isEqualTo(tree);
        assertThat(reader.text()).isEqualTo("after it");
        assertThat(reader.at()).isEqualTo(writer.bytes().length);
    }
}
