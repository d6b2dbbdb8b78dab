// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Gathers the named parts of a JSON Schema (draft 2020-12), each of which is written once and referred to by name. */
public final class JsonSchema {
    private final Map<String, Object> parts = new LinkedHashMap<>();

    /** A whole schema document as JSON text. */
    public static String document(String title, Type<?> root) {
        JsonSchema schema = new JsonSchema();
        Map<String, Object> rootSchema = root.schema(schema);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", title);
        document.putAll(rootSchema);
        document.put("$defs", schema.parts);
        return Json.text(document);
    }

    /** A reference to the part, which is made unless it is there already. */
    public Map<String, Object> part(String name, Supplier<Map<String, Object>> make) {
        if (!parts.containsKey(name)) {
            parts.put(name, Map.of());
            parts.put(name, make.get());
        }
        return Map.of("$ref", "#/$defs/" + name);
    }

    /** A schema that is met when any of the alternatives is. */
    public static Map<String, Object> anyOf(List<Map<String, Object>> alternatives) {
        return Map.of("anyOf", alternatives);
    }
}
