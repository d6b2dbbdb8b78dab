// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.output.Timelines;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceJsonTest {

    /**
     * One vCPU works on request 1 until its completion at 3.5 µs, halts with an exit, and is interrupted at 9 µs, when request
     * 2 of the same task has arrived.
     */
    @Test
    void everyKindOfEventIsWrittenAsTheFormatWantsIt() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceJson.write(Timelines.ofOneVcpu(), Map.of("seed", "1"), out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {
                  "displayTimeUnit": "ns",
                  "otherData": { "seed": "1" },
                  "traceEvents": [
                    { "name": "process_name", "ph": "M", "pid": 1, "tid": 0, "args": { "name": "host" } },
                    { "name": "process_sort_index", "ph": "M", "pid": 1, "tid": 0, "args": { "sort_index": 0 } },
                    { "name": "thread_name", "ph": "M", "pid": 1, "tid": 1, "args": { "name": "pCPU 0" } },
                    { "name": "thread_sort_index", "ph": "M", "pid": 1, "tid": 1, "args": { "sort_index": 1 } },
                    { "name": "process_name", "ph": "M", "pid": 2, "tid": 0, "args": { "name": "web" } },
                    { "name": "process_sort_index", "ph": "M", "pid": 2, "tid": 0, "args": { "sort_index": 1 } },
                    { "name": "thread_name", "ph": "M", "pid": 2, "tid": 2, "args": { "name": "vCPU 0" } },
                    { "name": "thread_sort_index", "ph": "M", "pid": 2, "tid": 2, "args": { "sort_index": 2 } },
                    { "name": "thread_name", "ph": "M", "pid": 2, "tid": 3, "args": { "name": "task 0" } },
                    { "name": "thread_sort_index", "ph": "M", "pid": 2, "tid": 3, "args": { "sort_index": 3 } },
                    { "name": "web vCPU 0", "ph": "X", "pid": 1, "tid": 1, "cat": "pcpu", "ts": 2.000, "dur": 2.000 },
                    { "name": "request", "ph": "X", "pid": 2, "tid": 3, "cat": "request", "ts": 2.000, "dur": 1.500, "args": { "request": 1, "arrival_us": 0.750, "complete": true, "latency_us": 2.750 } },
                    { "name": "user", "ph": "X", "pid": 2, "tid": 2, "cat": "cpu.user", "ts": 2.000, "dur": 1.500, "args": { "request": 1 } },
                    { "name": "request", "ph": "s", "pid": 2, "tid": 3, "cat": "request", "ts": 2.000, "id": 1 },
                    { "name": "request", "ph": "f", "pid": 2, "tid": 2, "cat": "request", "ts": 2.000, "id": 1, "bp": "e" },
                    { "name": "next", "ph": "s", "pid": 2, "tid": 3, "cat": "next", "ts": 3.499, "id": 2 },
                    { "name": "overhead.hlt", "ph": "X", "pid": 2, "tid": 2, "cat": "cpu.overhead", "ts": 3.500, "dur": 0.500 },
                    { "name": "hlt", "ph": "i", "pid": 2, "tid": 2, "cat": "exit", "ts": 3.500, "s": "t", "args": { "count": 1 } },
                    { "name": "idle", "ph": "X", "pid": 2, "tid": 2, "cat": "cpu.idle", "ts": 4.000, "dur": 5.000 },
                    { "name": "request", "ph": "X", "pid": 2, "tid": 3, "cat": "request", "ts": 7.000, "dur": 5.000, "args": { "request": 2, "arrival_us": 7.000, "complete": false } },
                    { "name": "network", "ph": "X", "pid": 2, "tid": 3, "cat": "wait", "ts": 7.000, "dur": 1.250, "args": { "request": 2 } },
                    { "name": "request", "ph": "s", "pid": 2, "tid": 3, "cat": "request", "ts": 7.000, "id": 2 },
                    { "name": "next", "ph": "f", "pid": 2, "tid": 3, "cat": "next", "ts": 7.000, "id": 2, "bp": "e" },
                    { "name": "spin", "ph": "X", "pid": 2, "tid": 2, "cat": "cpu.spin", "ts": 9.000, "dur": 3.000, "args": { "request": 2, "lock": "inode" } },
                    { "name": "web vCPU 0", "ph": "X", "pid": 1, "tid": 1, "cat": "pcpu", "ts": 9.000, "dur": 3.000 },
                    { "name": "network", "ph": "i", "pid": 2, "tid": 2, "cat": "interrupt", "ts": 9.000, "s": "t", "args": { "delivery": "posted", "pending_us": 0.750 } },
                    { "name": "request", "ph": "f", "pid": 2, "tid": 2, "cat": "request", "ts": 9.000, "id": 2, "bp": "e" }
                  ]
                }
                """);
    }
}
