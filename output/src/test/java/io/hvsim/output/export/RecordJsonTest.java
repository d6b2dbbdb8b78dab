// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.output.Small;
import io.hvsim.output.Studies;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RecordJsonTest {
    record Inner(String text, double[] numbers) {}

    record Outer(int whole, long large, boolean truth, Double number, List<Inner> items, Map<String, Inner> named) {}

    private static String json(Record value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordJson.write(value, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesWhatJacksonWrites() {
        for (Record result : List.of(Small.result(), Studies.loadSweep().build())) {
            assertThat(json(result)).isEqualTo(JsonMapper.shared().writeValueAsString(result));
        }
    }

    @Test
    void everyKindOfComponentIsWritten() {
        Map<String, Inner> named = new LinkedHashMap<>();
        named.put("a \"b\"", null);
        Inner inner = new Inner("\\\n\u0001\u001fé", new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 0.1});
        assertThat(json(new Outer(1, -2, true, 1e300, List.of(inner, inner), named)))
                .isEqualTo(JsonMapper.shared()
                        .writeValueAsString(new Outer(1, -2, true, 1e300, List.of(inner, inner), named)))
                .startsWith("{\"whole\":1,\"large\":-2,\"truth\":true,\"number\":1.0E300,\"items\":[{\"text\":\"")
                .contains("[\"NaN\",\"-Infinity\",0.1]");
    }

    @Test
    void whatHasNoJsonIsRefused() {
        record Odd(Object thing) {}
        assertThatThrownBy(() -> json(new Odd(Collections.class))).isInstanceOf(IllegalArgumentException.class);
    }
}
