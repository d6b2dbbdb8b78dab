// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.YamlNode;
import java.util.Map;
import java.util.Optional;

/** The name of a vCPU scheduler, one of those found on the class path. */
record SchedulerType() implements Type<String> {

    private static ChoiceType<String> names() {
        return ChoiceType.ofWords("scheduler", Schedulers.names());
    }

    @Override
    public Optional<String> read(YamlNode node, Reading in) {
        return names().read(node, in);
    }

    @Override
    public String phrase() {
        return names().phrase();
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "string");
    }
}
