// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code --trace}: the file is a trace that opens, agrees with the metrics, and changes nothing else. */
class TraceOptionsTest {
    private static final String SMALL = """
            title: Small
            question: What happened?
            host: xeon-5160
            hypervisor: esx-3.5
            vms:
              web: {guest: ubuntu-7.10, vcpus: 2, workload: static-web}
            load: {closed: {clients: 20, think: 2 ms}}
            sweep:
              vms.web.vmi: [false, true]
              vms.web.count: [1, 3]
            run: {warmup: 50 ms, duration: 100 ms, replications: 1, seed: 7}
            """;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @TempDir
    private Path folder;

    private Path scenario;
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void writeScenario() throws IOException {
        scenario = Files.writeString(folder.resolve("small.yaml"), SMALL);
    }

    private int run(String out, String... more) {
        String[] fixed = {
            "run",
            scenario.toString(),
            "--no-charts",
            "--out",
            folder.resolve(out).toString()
        };
        return terminal.run(Stream.concat(Stream.of(fixed), Stream.of(more)).toArray(String[]::new));
    }

    private JsonNode trace(String... more) throws IOException {
        Path file = folder.resolve("trace.json");
        String[] all = Stream.concat(Stream.of("--trace", file.toString()), Stream.of(more))
                .toArray(String[]::new);
        assertThat(run("out", all)).as(terminal.err()).isZero();
        return JSON.readTree(Files.readString(file));
    }

    @Test
    void theTraceMeetsTheFormat() throws IOException {
        trace();
        String schema;
        try (InputStream in = TraceOptionsTest.class.getResourceAsStream("trace-event-format.schema.json")) {
            schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Schema format = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        String text = Files.readString(folder.resolve("trace.json"));
        assertThat(format.validate(text, InputFormat.JSON)).isEmpty();
        assertThat(format.validate(text.replaceFirst("\"dur\"", "\"duration\""), InputFormat.JSON))
                .isNotEmpty();
        assertThat(text).doesNotContain("E-").doesNotContain("e-0");
    }

    @Test
    void eventsAreSortedAndSlicesNestOnlyOnTasks() throws IOException {
        Map<Long, Deque<BigDecimal>> open = new HashMap<>();
        Map<String, List<String>> flows = new TreeMap<>();
        Map<String, Integer> kinds = new TreeMap<>();
        BigDecimal last = BigDecimal.ZERO;
        for (JsonNode event : trace("--trace-point", "vms.web.count=3").get("traceEvents")) {
            String phase = event.get("ph").asString();
            if (phase.equals("M")) {
                continue;
            }
            kinds.merge(phase + " " + event.get("cat").asString(), 1, Integer::sum);
            BigDecimal at = event.get("ts").decimalValue();
            assertThat(at).isGreaterThanOrEqualTo(last);
            last = at;
            Deque<BigDecimal> ends = open.computeIfAbsent(event.get("tid").asLong(), thread -> new ArrayDeque<>());
            while (!ends.isEmpty() && ends.peek().compareTo(at) <= 0) {
                ends.pop();
            }
            if (phase.equals("X")) {
                BigDecimal end = at.add(event.get("dur").decimalValue());
                if (!ends.isEmpty()) {
                    assertThat(event.get("cat").asString()).isEqualTo("wait");
                    assertThat(end).isLessThanOrEqualTo(ends.peek());
                }
                ends.push(end);
            } else if (!phase.equals("i")) {
                assertThat(ends).as("a slice under the arrow %s", event).isNotEmpty();
                String id = event.get("cat").asString() + " " + event.get("id").asString();
                flows.computeIfAbsent(id, each -> new ArrayList<>()).add(phase);
            }
        }
        assertThat(flows.values())
                .allSatisfy(phases -> assertThat(String.join("", phases)).matches("st*f"));
        assertThat(kinds.keySet())
                .contains(
                        "X cpu.user",
                        "X cpu.kernel",
                        "X cpu.overhead",
                        "X cpu.ready",
                        "X cpu.idle",
                        "X pcpu",
                        "X request",
                        "X wait",
                        "i exit",
                        "i interrupt",
                        "s request",
                        "t request",
                        "f request",
                        "s next",
                        "f next");
    }

    /** The window is the measured time of the replication, whose shares are in replications.csv with all their digits. */
    @Test
    void slicesAddUpToTheMetricsToTheNanosecond() throws IOException {
        JsonNode trace = trace("--trace-window", "50ms..150ms", "--trace-point", "vms.web.count=3");
        Map<Integer, String> groups = new HashMap<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode event : trace.get("traceEvents")) {
            int process = event.get("pid").asInt();
            if (event.get("name").asString().equals("process_name")) {
                groups.put(process, event.get("args").get("name").asString().replaceFirst("/.*", ""));
            } else if (event.get("ph").asString().equals("X")
                    && event.get("cat").asString().startsWith("cpu.")) {
                String key = groups.get(process) + "," + event.get("cat").asString();
                sums.merge(key, event.get("dur").decimalValue(), BigDecimal::add);
            }
        }
        int compared = 0;
        for (String row : Files.readAllLines(folder.resolve("out/replications.csv"))) {
            String[] cells = row.split(",");
            if (row.startsWith("false,3,")
                    && cells[2].equals("web")
                    && cells[3].startsWith("cpu.")
                    && cells[5].equals("0")) {
                long accountedNs = Math.round(Double.parseDouble(cells[6]) * 6 * 100_000_000L);
                BigDecimal micros = sums.getOrDefault("web," + cells[3], BigDecimal.ZERO);
                assertThat(micros.movePointRight(3).longValueExact()).as(row).isEqualTo(accountedNs);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(11);
    }

    @Test
    void resultsAreTheSameWithAndWithout() throws IOException {
        trace();
        assertThat(run("plain")).isZero();
        for (String name :
                List.of("summary.csv", "accounting.csv", "replications.csv", "summary.json", "results.json")) {
            assertThat(folder.resolve("out").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("plain").resolve(name));
        }
    }

    @Test
    void thePictureIsBesideTheTrace() throws IOException {
        Path file = folder.resolve("trace.json");
        String[] arguments = {
            "run", scenario.toString(), "--out", folder.resolve("out").toString(), "--trace", file.toString(),
        };
        assertThat(terminal.run(arguments)).isZero();
        assertThat(ImageIO.read(folder.resolve("trace.png").toFile()).getWidth())
                .isEqualTo(1800);
        assertThat(folder.resolve("trace.svg")).content().contains("Timeline of small");
        assertThat(folder.resolve("trace.pdf")).exists();
        assertThat(folder.resolve("trace.csv"))
                .content()
                .startsWith("row,shows,from_ns,to_ns,ns\n")
                .contains("pCPU 1,web,", "web vCPU 1,user,");
        assertThat(terminal.err())
                .contains("tracing the first replication of point 1 of 4 (vms.web.vmi = false, vms.web.count = 1)"
                        + " from 50 ms to 150 ms; --trace-window takes another part");
    }

    @Test
    void anyPointCanBeTraced() throws IOException {
        JsonNode about = trace(
                        "--trace-point",
                        "vms.web.vmi=true",
                        "--trace-point",
                        "vms.web.count=3",
                        "--trace-window",
                        "0ms..1ms")
                .get("otherData");
        assertThat(about.get("vms.web.vmi").asString()).isEqualTo("true");
        assertThat(about.get("vms.web.count").asString()).isEqualTo("3");
        assertThat(about.get("window").asString()).isEqualTo("0 ns to 1000000 ns");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "100ms | it must be A..B with two times, such as 1.2s..1.25s",
                "100..200 | number '100' without a unit",
                "100ms..200MiB | 'MiB' is no unit of a time",
                "200ms..100ms | it must end after it begins",
                "100ms..100ms | it must end after it begins",
                "-1ms..100ms | is not within any run",
                "100ms..151ms | but a replication ends at 150 ms, 50 ms of warm-up included",
                "1s..1.25s | but a replication ends at 150 ms",
            })
    void aWindowThatMakesNoSenseIsRefusedBeforeTheRun(String window, String message) {
        assertThat(run("out", "--trace", folder.resolve("t.json").toString(), "--trace-window", window))
                .isEqualTo(2);
        assertThat(terminal.err())
                .contains("--trace-window is '" + window + "'")
                .contains(message);
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.resolve("t.json")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--trace-window 1ms..2ms | --trace-window needs --trace FILE",
                "--trace t.svg | name it t.json",
                "--trace t.json --trace-point vcpus=2 | unknown axis 'vcpus' in --trace-point: there are: vms.web.vmi, vms.web.count",
                "--trace t.json --trace-point vms.web.count=2 | unknown label '2' in --trace-point vms.web.count: there are: 1, 3",
                "--trace t.json --uncertainty 3 | neither --uncertainty nor --shard",
                "--trace t.json --shard 1/2 | neither --uncertainty nor --shard",
            })
    void optionsThatMakeNoSenseAreRefused(String options, String message) {
        assertThat(run("out", options.split(" "))).isEqualTo(2);
        assertThat(terminal.err()).contains(message);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aBatchThatEndsBeforeTheWindowIsAnErrorAndWritesNothing() throws IOException {
        Files.writeString(scenario, """
                title: Batch
                host: xeon-5160
                hypervisor: esx-3.5
                vms:
                  build: {guest: ubuntu-7.10, workload: kernel-compile, load: {batch: {jobs: 2, workers: 1}}}
                run: {until: done, replications: 1}
                """);
        assertThat(run("out", "--trace", folder.resolve("t.json").toString(), "--trace-window", "10h..11h"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("--trace-window is '10h..11h', but the replication ends at ");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.resolve("t.json")).doesNotExist();
    }
}
