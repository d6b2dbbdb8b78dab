// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.schema.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {
    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }

    private static List<String> complaints(Schema schema, String yaml) {
        return schema.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    static List<String> shippedScenarios() {
        return List.copyOf(ShippedFiles.scenarios());
    }

    @ParameterizedTest
    @MethodSource("shippedScenarios")
    void shippedScenariosMeetTheSchema(String name) throws Exception {
        Schema schema = schema(Schemas.scenario());
        assertThat(complaints(schema, ShippedFiles.scenario(name).orElseThrow()))
                .isEmpty();
        String resolved = Scenario.shipped(name, List.of()).resolvedYaml(false);
        assertThat(complaints(schema, resolved)).isEmpty();
    }

    @Test
    void shippedLibraryFilesMeetTheirSchemas() {
        for (Kind<?> kind : Kinds.ALL) {
            Schema schema = schema(Schemas.library(kind));
            String folder = "library/" + kind.folder() + "/";
            for (String path : ShippedFiles.paths()) {
                if (path.startsWith(folder)) {
                    assertThat(complaints(schema, ShippedFiles.text(path)))
                            .as(path)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() {
        Schema schema = schema(Schemas.scenario());
        assertThat(complaints(schema, Texts.WEB)).isEmpty();
        assertThat(complaints(schema, Texts.WEB.replace("guest:", "geust:"))).isNotEmpty();
        assertThat(complaints(schema, Texts.WEB.replace("200/s", "200"))).isNotEmpty();
        assertThat(complaints(schema, Texts.WEB.replace("200/s", "200 ms"))).isNotEmpty();
        assertThat(complaints(schema, Texts.WEB.replace("{rate", "{arrivals: poisson}, closed: {rate")))
                .isNotEmpty();
    }

    @Test
    void theSchemaIsAlwaysTheSameText() {
        assertThat(Schemas.scenario()).isEqualTo(Schemas.scenario());
    }
}
