// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.sweep.Axis.Change;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a point changes in the scenario of its suite: path to value. */
record ChangesType() implements Type<List<Change>> {
    @Override
    public Optional<List<Change>> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            in.problem(node.place(), node.insteadOf(phrase()), "write {vms.vm.technique: vmi, ...}");
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            Change change = new Change(entry.name(), entry.key().place(), entry.value());
            if (change.isFixed()) {
                in.problem(entry.key().place(), "'" + entry.name() + "' is the same at all points", "");
            } else {
                changes.add(change);
            }
        }
        return Optional.of(List.copyOf(changes));
    }

    @Override
    public String phrase() {
        return "a mapping from path to value";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "object");
    }
}
