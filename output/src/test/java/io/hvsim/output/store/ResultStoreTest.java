// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.model.result.LatencyCurve;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
    private static final double[] AWKWARD = {
        0.1, -0.0, 1 / 3.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 4e-310
    };

    @TempDir
    private Path folder;

    private static RunResult run(int replication, double value) {
        return new RunResult(
                replication,
                5,
                1_000_000_007L,
                12,
                List.of(
                        new Metric("web", "latency.p99", "s", value),
                        new Metric("*", "host.utilization", "share", 0.5)),
                List.of(new LatencyCurve("web", AWKWARD, AWKWARD, Long.MAX_VALUE)),
                List.of(new TimeSeries("web", "throughput", "1/s", 10, AWKWARD)));
    }

    private ResultStore open(String... keys) throws IOException {
        return ResultStore.open(folder, List.of(keys), Map.of("scenario", "title: é"));
    }

    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
    }

    @Test
    void replicationsComeBackToTheBit() throws IOException {
        try (ResultStore store = open("a")) {
            for (int i = 0; i < AWKWARD.length; i++) {
                store.add(0, run(i, AWKWARD[i]));
            }
        }
        try (ResultStore store = open("a")) {
            List<RunResult> runs = store.first(0, AWKWARD.length);
            assertThat(bits(runs.stream()
                            .mapToDouble(each -> each.metrics().get(0).value())
                            .toArray()))
                    .isEqualTo(bits(AWKWARD));
            for (int i = 0; i < AWKWARD.length; i++) {
                RunResult run = runs.get(i);
                assertThat(run)
                        .usingRecursiveComparison()
                        .withComparatorForType(Double::compare, Double.class)
                        .isEqualTo(run(i, AWKWARD[i]));
                assertThat(bits(run.latencyCurves().get(0).seconds())).isEqualTo(bits(AWKWARD));
                assertThat(bits(run.timeSeries().get(0).values())).isEqualTo(bits(AWKWARD));
            }
        }
    }

    @Test
    void aPackedReplicationComesBackToTheBit() throws IOException {
        RunResult run = RunCodec.unpack(RunCodec.pack(run(3, -0.0)));
        assertThat(run)
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(run(3, -0.0));
        assertThat(bits(run.timeSeries().get(0).values())).isEqualTo(bits(AWKWARD));
    }

    @Test
    void replicationsAreFoundByTheKeyOfTheirPoint() throws IOException {
        try (ResultStore store = open("a", "b")) {
            store.add(0, run(0, 1));
            store.add(1, run(0, 2));
            store.add(1, run(4, 3));
            store.cut(1, 77);
            assertThat(store.size()).isEqualTo(3);
        }
        try (ResultStore store = open("new", "b")) {
            assertThat(store.has(0, 0)).isFalse();
            assertThat(store.has(1, 0)).isTrue();
            assertThat(store.has(1, 1)).isFalse();
            assertThat(store.has(1, 4)).isTrue();
            assertThat(store.warmupNs(0)).isEmpty();
            assertThat(store.warmupNs(1)).hasValue(77);
            assertThat(store.size()).isEqualTo(2);
        }
        try (ResultStore store = open("a", "new")) {
            assertThat(store.has(0, 0)).as("former points are kept").isTrue();
        }
    }

    @Test
    void pointsWithTheSameKeyShareTheirReplications() throws IOException {
        try (ResultStore store = open("a", "b", "a")) {
            store.add(0, run(0, 1));
            assertThat(store.has(2, 0)).isTrue();
            assertThat(store.has(1, 0)).isFalse();
            assertThat(store.first(2, 1))
                    .usingRecursiveComparison()
                    .withComparatorForType(Double::compare, Double.class)
                    .isEqualTo(List.of(run(0, 1)));
        }
    }

    @Test
    void theFirstResultOfAReplicationStays() throws IOException {
        try (ResultStore store = open("a")) {
            store.add(0, run(0, 1));
            store.add(0, run(0, 2));
            assertThat(store.first(0, 1).get(0).metrics().get(0).value()).isEqualTo(1);
        }
    }

    @Test
    void whatIsNotedOfTheLastRunCanBeReadBack() throws IOException {
        open("z").close();
        try (ResultStore store = open("a", "b")) {
            store.note("finished", "yes");
        }
        try (ResultStore store = ResultStore.read(folder)) {
            assertThat(store.keys()).containsExactly("a", "b");
            assertThat(store.about("scenario")).isEqualTo("title: é");
            assertThat(store.about("finished")).isEqualTo("yes");
            assertThat(store.about("other")).isEmpty();
        }
        try (ResultStore store = open("a", "b")) {
            assertThat(store.about("finished")).as("a new run is not finished").isEmpty();
        }
    }

    @Test
    void partsAddUp(@TempDir Path other) throws IOException {
        try (ResultStore store = open("a", "b");
                ResultStore part = ResultStore.open(other, List.of("a", "b"), Map.of())) {
            store.add(0, run(0, 1));
            part.add(0, run(1, 2));
            part.add(1, run(0, 3));
            part.cut(1, 9);
            store.addAll(part);
            assertThat(store.first(0, 2))
                    .usingRecursiveComparison()
                    .withComparatorForType(Double::compare, Double.class)
                    .isEqualTo(List.of(run(0, 1), run(1, 2)));
            assertThat(store.first(1, 1))
                    .usingRecursiveComparison()
                    .withComparatorForType(Double::compare, Double.class)
                    .isEqualTo(List.of(run(0, 3)));
            assertThat(store.warmupNs(1)).hasValue(9);
        }
    }

    @Test
    void onlyOneRunAtATimeHasTheFile() throws IOException {
        try (ResultStore store = open("a")) {
            assertThat(store.size()).isZero();
            assertThatThrownBy(() -> open("a"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another run");
        }
        open("a").close();
    }

    @Test
    void aForeignFileIsRefusedAndLeftAsItIs() throws Exception {
        Path file = folder.resolve(ResultStore.FILE);
        Files.writeString(file, "this is not a database, however long it may be ".repeat(100));
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> open("a")).isInstanceOf(IOException.class).hasMessageContaining("no SQLite file");
        assertThat(file).hasBinaryContent(before);

        Files.delete(file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE recipes (cake TEXT)");
        }
        assertThatThrownBy(() -> open("a")).isInstanceOf(IOException.class).hasMessageContaining("holds no results");
    }

    @Test
    void withoutAFileThereIsNothingToRead() {
        assertThat(ResultStore.isIn(folder)).isFalse();
        assertThatThrownBy(() -> ResultStore.read(folder)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void resultsOfPointsThatAreNotThereCannotBeRead() throws IOException {
        open("a").close();
        assertThatThrownBy(() -> ResultStore.read(folder, List.of("b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("results.db does not have");
        open("a").close();
    }
}
