// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads what {@link TreeWriter} wrote, in the same order. */
public final class TreeReader {
    static final int PLAIN = 0;
    static final int QUOTED = 1;
    static final int SEQUENCE = 2;
    static final int FLOW_SEQUENCE = 3;
    static final int MAPPING = 4;
    static final int FLOW_MAPPING = 5;

    private final byte[] bytes;
    private int at;

    /** @param from index of the first byte to read */
    public TreeReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** Index of the next byte. */
    public int at() {
        return at;
    }

    public int number() {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    public String text() {
        int length = number();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** @param source the text that the tree was parsed from */
    public YamlNode node(SourceText source) {
        int form = number();
        Place place = new Place(source, number(), number(), number());
        return switch (form) {
            case PLAIN, QUOTED -> new YamlNode.Scalar(text(), form == PLAIN, place, Optional.empty());
            case SEQUENCE, FLOW_SEQUENCE ->
                new YamlNode.Sequence(items(source), form == FLOW_SEQUENCE, place, Optional.empty());
            case MAPPING, FLOW_MAPPING ->
                new YamlNode.Mapping(entries(source), form == FLOW_MAPPING, place, Optional.empty());
            default -> throw new IllegalArgumentException("no form of a node: " + form);
        };
    }

    private List<YamlNode> items(SourceText source) {
        int count = number();
        List<YamlNode> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(node(source));
        }
        return Collections.unmodifiableList(items);
    }

    private List<YamlNode.Entry> entries(SourceText source) {
        int count = number();
        List<YamlNode.Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new YamlNode.Entry((YamlNode.Scalar) node(source), node(source)));
        }
        return Collections.unmodifiableList(entries);
    }
}
