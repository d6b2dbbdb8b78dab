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
import java.util.Set;

/** What a point changes in the scenario of its suite: path to value. */
record ChangesType() implements Type<List<Change>> {
    private static final Set<String> FIXED = Set.of("name", "sweep", "charts", "library");

    @Override
    public Optional<List<Change>> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            in.problem(
                    node.place(),
                    "expected " + phrase() + ", found " + node.form(),
                    "write {vms.vm.technique: vmi, ...}");
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            if (FIXED.contains(entry.name().split("\\.", -1)[0])) {
                in.problem(entry.key().place(), "'" + entry.name() + "' is the same at all points", "");
            } else {
                changes.add(new Change(entry.name(), entry.key().place(), entry.value()));
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
