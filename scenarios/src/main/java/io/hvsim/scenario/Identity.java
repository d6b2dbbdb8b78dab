// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import io.hvsim.scenario.text.YamlNode;
import java.util.List;

/** The part of a scenario that the replications of a point depend on. */
final class Identity {
    /** What people call it, and what is done with its results. */
    private static final List<String> ASIDE = List.of("title", "question", "name", "slo", "charts");
    /** How many replications there are, and what is said of them together. */
    private static final List<String> HOW_OFTEN = List.of("replications", "precision", "confidence");

    private static final String RUN = "run";

    private Identity() {}

    /** A resolved scenario without the rest, in one style whichever it was written in. */
    static YamlNode.Mapping of(YamlNode.Mapping resolved) {
        YamlNode.Mapping rest = without((YamlNode.Mapping) inBlocks(resolved), ASIDE);
        return rest.entry(RUN)
                .map(run -> rest.with(run.withValue(without((YamlNode.Mapping) run.value(), HOW_OFTEN))))
                .orElse(rest);
    }

    private static YamlNode inBlocks(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            List<YamlNode.Entry> entries = mapping.entries().stream()
                    .map(entry -> entry.withValue(inBlocks(entry.value())))
                    .toList();
            return new YamlNode.Mapping(entries, false, mapping.place(), mapping.figuresFrom());
        }
        if (node instanceof YamlNode.Sequence list) {
            List<YamlNode> items = list.items().stream().map(Identity::inBlocks).toList();
            return new YamlNode.Sequence(items, false, list.place(), list.figuresFrom());
        }
        return node;
    }

    private static YamlNode.Mapping without(YamlNode.Mapping mapping, List<String> keys) {
        YamlNode.Mapping rest = mapping;
        for (String key : keys) {
            rest = rest.without(key);
        }
        return rest;
    }
}
