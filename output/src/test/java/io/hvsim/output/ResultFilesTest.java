// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.model.result.ChartSpec.Kind;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.output.report.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
    private static final Provenance PROVENANCE = new Provenance(
            "1.2.3",
            "hvsim run s.yaml",
            "title: x\n",
            new TreeMap<>(Map.of("s.yaml", "abc", "library", "def")),
            Provenance.thisHost());
    private static final Set<ChartFormat> LIGHT = EnumSet.of(ChartFormat.SVG, ChartFormat.CSV);

    @TempDir
    Path folder;

    @Test
    void aRunLeavesAllItsFilesAndNothingElse() throws IOException {
        assertThat(files().write(StoredRun.of(drawn("throughput"), PROVENANCE), EnumSet.allOf(ChartFormat.class)))
                .isEmpty();

        assertThat(contents().keySet())
                .containsExactlyInAnyOrder(
                        "summary.csv",
                        "accounting.csv",
                        "replications.csv",
                        "summary.json",
                        "results.json",
                        "scenario.yaml",
                        "charts/throughput.svg",
                        "charts/throughput.png",
                        "charts/throughput.pdf",
                        "charts/throughput.csv",
                        "report.html",
                        "manifest.json");
    }

    @Test
    void writingWhatWasReadGivesTheSameBytes() throws IOException {
        files().write(StoredRun.of(Studies.single().build(), PROVENANCE), LIGHT);
        Map<String, String> first = contents();

        StoredRun run = files().read();
        files().write(run, LIGHT);

        assertThat(contents()).isEqualTo(first);
        assertThat(run.provenance()).isEqualTo(PROVENANCE);
    }

    @Test
    void whatTheScenarioReadsGoesWithItAndIsReadBack() throws IOException {
        byte[] load = "time,duration,vm,demand\n".getBytes(StandardCharsets.UTF_8);
        Provenance reading = new Provenance(
                "1",
                "x",
                "title: x\n",
                Map.of("traces/load.csv", Sha256.of(load)),
                Map.of(),
                Map.of("traces/load.csv", load));
        files().write(StoredRun.of(Studies.single().build(), reading), LIGHT);
        Map<String, String> first = contents();

        assertThat(folder.resolve("traces/load.csv")).hasBinaryContent(load);
        StoredRun run = files().read();
        files().write(run, LIGHT);
        assertThat(contents()).isEqualTo(first);
        assertThat(run.provenance().files()).containsOnlyKeys("traces/load.csv");
    }

    @Test
    void anInputWithTheNameOfAResultDoesNotReplaceIt() throws IOException {
        Provenance clashing =
                new Provenance("1", "x", "title: x\n", Map.of(), Map.of(), Map.of("scenario.yaml", new byte[] {1}));
        assertThat(files().write(StoredRun.of(Studies.single().build(), clashing), LIGHT))
                .anySatisfy(
                        problem -> assertThat(problem).contains("the input 'scenario.yaml' has the name of a result"));
        assertThat(folder.resolve("scenario.yaml")).hasContent("title: x\n");
    }

    @Test
    void theManifestHasTheHashOfEveryFile() throws IOException {
        files().write(StoredRun.of(drawn("throughput"), PROVENANCE), LIGHT);

        String manifest = Files.readString(folder.resolve("manifest.json"));

        contents().forEach((name, hash) -> {
            if (!name.equals("manifest.json")) {
                assertThat(manifest).contains("\"" + name + "\": \"" + hash + "\"");
            }
        });
        assertThat(manifest)
                .contains("\"version\": \"1.2.3\"", "\"seed\": 42", "\"s.yaml\": \"abc\"", "\"java.version\": ");
    }

    @Test
    void theDigestDoesNotDependOnHostOrCharts(@TempDir Path other) throws IOException {
        files().write(StoredRun.of(drawn("throughput"), PROVENANCE), LIGHT);
        Provenance elsewhere = new Provenance("1.2.3", "x", "", Map.of(), Map.of("java.version", "99"));
        new ResultFiles(other).write(StoredRun.of(drawn("latency.p99"), elsewhere), Set.of());

        assertThat(digest(other)).isEqualTo(digest(folder));
    }

    @Test
    void chartsOfAFormerRunAreRemoved() throws IOException {
        files().write(StoredRun.of(drawn("throughput"), PROVENANCE), LIGHT);
        Files.writeString(folder.resolve("charts/notes.txt"), "mine");

        files().write(StoredRun.of(drawn("latency.p99"), PROVENANCE), LIGHT);

        assertThat(contents().keySet())
                .contains("charts/latency-p99.svg", "charts/notes.txt")
                .doesNotContain("charts/throughput.svg", "charts/throughput.csv");
    }

    @Test
    void withoutFormatsNoChartIsDrawn() throws IOException {
        files().write(StoredRun.of(drawn("throughput"), PROVENANCE), Set.of());

        assertThat(Files.exists(folder.resolve("charts"))).isFalse();
        assertThat(Files.readString(folder.resolve("report.html"))).doesNotContain("<svg");
    }

    @Test
    void aFailureLeavesTheFormerResults() throws IOException {
        files().write(StoredRun.of(drawn("throughput"), PROVENANCE), LIGHT);
        Map<String, String> before = contents();
        Provenance broken = new Provenance("2", "x", null, Map.of(), Map.of());

        assertThatThrownBy(() -> files().write(StoredRun.of(drawn("latency.p99"), broken), LIGHT))
                .isInstanceOf(NullPointerException.class);

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aFullDiskLeavesTheFormerResults() throws IOException {
        Files.writeString(folder.resolve("a"), "old");
        assertThatThrownBy(() -> {
                    try (StagedFiles staged = new StagedFiles(folder)) {
                        staged.write("a", "new".getBytes());
                        staged.write("b", out -> {
                            throw new UncheckedIOException(new IOException("No space left on device"));
                        });
                        staged.commit();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");

        assertThat(contents().keySet()).containsExactly("a");
        assertThat(Files.readString(folder.resolve("a"))).isEqualTo("old");
    }

    @Test
    void aChartThatCannotBeDrawnCostsNothingElse() throws IOException {
        ExperimentResult result = Studies.loadSweep()
                .chart(MadeUp.spec("wrong", Kind.LINES, "no.such.axis", "", "throughput"))
                .chart(MadeUp.spec("right", Kind.LINES, "load.open.rate", "platform", "throughput"))
                .build();

        List<String> problems = files().write(StoredRun.of(result, PROVENANCE), LIGHT);

        assertThat(problems)
                .containsExactly(
                        "chart 'wrong': the sweep has no axis 'no.such.axis', only [platform, load.open.rate]");
        assertThat(contents().keySet())
                .contains("charts/right.svg", "summary.csv")
                .doesNotContain("charts/wrong.svg");
    }

    @Test
    void anEmptyFolderHoldsNoRun() {
        assertThatThrownBy(() -> files().read()).isInstanceOf(NoSuchFileException.class);
    }

    private ResultFiles files() {
        return new ResultFiles(folder);
    }

    private static ExperimentResult drawn(String metric) {
        return Studies.loadSweep()
                .chart(MadeUp.spec(metric.replace('.', '-'), Kind.LINES, "load.open.rate", "platform", metric))
                .build();
    }

    private static String digest(Path folder) throws IOException {
        return Files.readString(folder.resolve("manifest.json"))
                .lines()
                .filter(line -> line.contains("\"digest\""))
                .findFirst()
                .orElseThrow();
    }

    /** Every file below the folder with its SHA-256. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                contents.put(name, sha256(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
