// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes YAML trees as bytes that {@link TreeReader} reads much faster than a parser reads the text. A node is one byte for
 * its form, its place, and its content; numbers take seven bits of each byte, the lowest first. Nearest {@code figures-from}
 * mappings are not written.
 */
public final class TreeWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** What was written so far. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** @param number at least 0 */
    public void number(int number) {
        int rest = number;
        for (; rest >= 1 << 7; rest >>>= 7) {
            bytes.write(rest & 0x7F | 0x80);
        }
        bytes.write(rest);
    }

    public void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        bytes.writeBytes(encoded);
    }

    public void node(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            form(scalar.plain() ? TreeReader.PLAIN : TreeReader.QUOTED, scalar.place());
            text(scalar.text());
        } else if (node instanceof YamlNode.Sequence sequence) {
            form(sequence.flow() ? TreeReader.FLOW_SEQUENCE : TreeReader.SEQUENCE, sequence.place());
            number(sequence.items().size());
            sequence.items().forEach(this::node);
        } else if (node instanceof YamlNode.Mapping mapping) {
            form(mapping.flow() ? TreeReader.FLOW_MAPPING : TreeReader.MAPPING, mapping.place());
            number(mapping.entries().size());
            for (YamlNode.Entry entry : mapping.entries()) {
                node(entry.key());
                node(entry.value());
            }
        }
    }

    private void form(int form, Place place) {
        number(form);
        number(place.line());
        number(place.column());
        number(place.length());
    }
}
