// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamingTest {
    private static final long MIB = 1 << 20;

    /** Readings of many VMs, made as they are read. */
    private static final class Readings extends InputStream {
        private final long rows;
        private byte[] line = new byte[0];
        private int at;
        private long made;

        Readings(long rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            if (at == line.length) {
                if (made == rows) {
                    return -1;
                }
                line = (made / 1000 * 300 + ",vm-of-a-rather-long-name-" + made + ",1.5,80.25,12.5\n")
                        .getBytes(StandardCharsets.UTF_8);
                made++;
                at = 0;
            }
            return line[at++];
        }
    }

    @Test
    void nothingOfALargeTraceIsHeld() throws ImportException, IOException {
        long rows = 3_000_000;
        AtomicLong seen = new AtomicLong();
        AtomicLong mostHeld = new AtomicLong();
        long before = held();
        TraceImport.run(
                "azure",
                new Trace("readings.csv", () -> new Readings(rows)),
                new ImportSettings(0, 2),
                row -> {
                    if (seen.incrementAndGet() % 1_000_000 == 0) {
                        mostHeld.accumulateAndGet(held() - before, Math::max);
                    }
                },
                new SkippedRows());
        assertThat(seen).hasValue(rows);
        // The text is 160 MiB, and its rows would be 300 MiB of objects.
        assertThat(mostHeld.get()).isLessThan(32 * MIB);
    }

    private static long held() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
