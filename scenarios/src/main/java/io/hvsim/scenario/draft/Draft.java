// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.draft;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlPrinter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML file under construction: mappings grow as values are put at paths. */
public final class Draft {
    private static final Place NOWHERE = Place.startOf(SourceText.library("draft", ""));

    private final Map<YamlNode, String> remarks = new IdentityHashMap<>();
    private YamlNode.Mapping tree = YamlNode.emptyMapping(NOWHERE);

    /** Puts a value where the keys lead to, in place of what may be there. */
    public void put(YamlNode value, String... path) {
        tree = put(tree, value, List.of(path));
    }

    private static YamlNode.Mapping put(YamlNode.Mapping into, YamlNode value, List<String> path) {
        YamlNode below = value;
        if (path.size() > 1) {
            YamlNode there = into.get(path.get(0)).orElse(YamlNode.emptyMapping(NOWHERE));
            below = put((YamlNode.Mapping) there, value, path.subList(1, path.size()));
        }
        return into.with(entry(path.get(0), below));
    }

    /** The same with a remark behind it. */
    public void put(YamlNode value, Remark remark, String... path) {
        put(value, path);
        remarks.put(value, remark.words());
    }

    /** What to know about a value of one line. */
    public record Remark(String words) {}

    /** The keys at its top. */
    public List<String> keys() {
        return tree.names();
    }

    public String text() {
        return YamlPrinter.print(tree, node -> remarks.getOrDefault(node, ""));
    }

    /** A word, number or quantity as it is. */
    public static YamlNode plain(String text) {
        return YamlNode.plain(text, NOWHERE);
    }

    /** A sentence. */
    public static YamlNode text(String text) {
        return new YamlNode.Scalar(text, false, NOWHERE, Optional.empty());
    }

    public static YamlNode list(List<? extends YamlNode> items) {
        return new YamlNode.Sequence(List.copyOf(items), false, NOWHERE, Optional.empty());
    }

    /** A mapping in one line. */
    public static YamlNode.Mapping flow(YamlNode.Entry... entries) {
        return new YamlNode.Mapping(List.of(entries), true, NOWHERE, Optional.empty());
    }

    public static YamlNode.Entry entry(String key, YamlNode value) {
        return new YamlNode.Entry(YamlNode.plain(key, NOWHERE), value);
    }

    /** A mapping with a line for each key. */
    public static YamlNode.Mapping block(YamlNode.Entry... entries) {
        return new YamlNode.Mapping(List.of(entries), false, NOWHERE, Optional.empty());
    }

    /** A figure that stays as it is, with all that it says of itself. */
    public static YamlNode figure(Figure figure, String unit) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        entries.add(entry("value", plain(FigureText.number(figure.value()) + unit)));
        if (figure.low() < figure.high()) {
            YamlNode ends = new YamlNode.Sequence(
                    List.of(
                            plain(FigureText.number(figure.low()) + unit),
                            plain(FigureText.number(figure.high()) + unit)),
                    true,
                    NOWHERE,
                    Optional.empty());
            entries.add(entry("range", ends));
        }
        if (figure.moreIsBetter()) {
            entries.add(entry("better", plain("high")));
        }
        add(entries, "source", figure.provenance().source());
        add(entries, "machine", figure.provenance().machine());
        add(entries, "assumed", figure.provenance().assumed());
        add(entries, "fitted", figure.provenance().fittedTo());
        return flow(entries.toArray(YamlNode.Entry[]::new));
    }

    private static void add(List<YamlNode.Entry> entries, String key, String words) {
        if (!words.isEmpty()) {
            entries.add(entry(key, text(words)));
        }
    }
}
