// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.trace.LoadRow;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a trace holds, importing it gives rows with sane numbers, warnings, or a message; never another exception. */
class MutatedTracesTest {
    private static final int MUTATIONS = 2000;
    private static final String SPICE = "\"\\;,:\t\n\r-.%#>(){}[]0123456789eE\uFEFF\u0000é";
    private static final String[] CELLS = {
        "-1",
        "101",
        "1e308",
        "NaN",
        "Infinity",
        "",
        "99999999999999999999",
        "no limit",
        "\"",
        "0x1p3",
        "1d",
        "1376314846"
    };

    static Stream<String> formats() {
        return Formats.loads().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void noMutationEscapes(String format) {
        String kind =
                format.replaceAll("_(D|P|J|VMS)$", "").toLowerCase(Locale.ROOT).replace('_', '-');
        String text = Formats.byName(format);
        SplittableRandom random = new SplittableRandom(format.hashCode());
        int readable = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String mutated = text;
            for (int n = random.nextInt(3); n >= 0; n--) {
                mutated = mutated(mutated, random);
            }
            try {
                Imports read = Imports.of(kind, Formats.trace(mutated), Imports.PLAIN);
                assertThat(read.rows()).allSatisfy(MutatedTracesTest::isSane);
                readable++;
            } catch (ImportException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(readable).as("mutations that leave something to read").isBetween(MUTATIONS / 20, MUTATIONS);
    }

    private static String mutated(String text, SplittableRandom random) {
        if (text.isEmpty()) {
            return text;
        }
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(20));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> text.substring(0, end) + text.substring(at);
            case 3 -> text.substring(0, at) + SPICE.charAt(random.nextInt(SPICE.length())) + text.substring(at + 1);
            case 4 -> text.substring(0, at) + SPICE.charAt(random.nextInt(SPICE.length())) + text.substring(at);
            default -> text.substring(0, at) + CELLS[random.nextInt(CELLS.length)] + text.substring(end);
        };
    }

    private static void isSane(LoadRow row) {
        assertThat(row.time()).isBetween(0.0, 1e16);
        assertThat(row.duration()).isBetween(0.0, 1e16);
        assertThat(row.vm()).isNotEmpty();
        if (row instanceof LoadRow.Demand demand) {
            assertThat(demand.demand()).isBetween(0.0, 1e16);
            assertThat(demand.duration()).isPositive();
        } else {
            assertThat(((LoadRow.Arrivals) row).arrivals()).isNotNegative();
        }
    }
}
