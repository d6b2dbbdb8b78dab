// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hvsim.scenario.calibration.Calibration;
import io.hvsim.scenario.calibration.LogKind;
import io.hvsim.scenario.calibration.Logs;
import io.hvsim.scenario.importer.ImportException;
import io.hvsim.scenario.importer.ImportSettings;
import io.hvsim.scenario.importer.TraceImport;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every real sample, where they are at hand: a line that says what becomes of it, against the lines that are kept. */
class EverySampleTest {
    private static final Path SAMPLES = Path.of("../../shared/data/traces");
    private static final Path EXPECTED = Path.of("src/test/resources/io/hvsim/scenario/fuzz/samples.txt");
    private static final Map<String, String> KINDS = Map.of(
            "azure-2019",
            "azure",
            "bitbrains-gwa-t-12",
            "bitbrains",
            "kvm-unit-tests-vmexit",
            "vmexit",
            "sysstat",
            "sadf");

    @Test
    void everySampleIsReadAsExpectedOrRefusedWithTheReason() throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES), "the samples are not here");
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (file.getParent().equals(SAMPLES)) {
                    continue;
                }
                String kind = kind(file);
                lines.add(SAMPLES.relativize(file).toString().replace('\\', '/') + " as " + kind + ": "
                        + outcome(kind, file));
            }
        }
        if (Boolean.getBoolean("update.golden")) {
            Files.write(EXPECTED, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(EXPECTED));
    }

    private static String kind(Path file) {
        String folder = SAMPLES.relativize(file).getName(0).toString();
        String name = file.getFileName().toString();
        if (name.startsWith("arm64-micro-bench")) {
            return "micro-bench";
        }
        return name.startsWith("vmstat") ? "vmstat" : KINDS.getOrDefault(folder, folder);
    }

    private static String outcome(String kind, Path file) throws IOException {
        try {
            return LogKind.of(kind).isPresent()
                    ? figures(Logs.calibration(LogKind.of(kind).get(), Files.readAllBytes(file)))
                    : rows(kind, file);
        } catch (ImportException refused) {
            return "refused: " + refused.getMessage().replace(SAMPLES.toString(), "");
        } catch (ScenarioException refused) {
            return "refused: " + refused.render().lines().findFirst().orElse("");
        }
    }

    private static String figures(Calibration found) {
        return found.changes().stream()
                        .map(change -> String.format(
                                Locale.ROOT, "%s %.4g %s", change.figure(), change.after(), change.unit()))
                        .collect(Collectors.joining(", "))
                + "; " + found.unread().size() + " unread";
    }

    private static String rows(String kind, Path file) throws IOException, ImportException {
        List<LoadRow> rows = new ArrayList<>();
        SkippedRows skipped = new SkippedRows();
        TraceImport.run(kind, Trace.of(file), new ImportSettings(0, 1), rows::add, skipped);
        double amount = 0;
        double ready = 0;
        double seconds = 0;
        for (LoadRow row : rows) {
            amount += row instanceof LoadRow.Demand demand ? demand.demand() : ((LoadRow.Arrivals) row).arrivals();
            ready += row instanceof LoadRow.Demand demand && demand.ready() > 0 ? demand.ready() : 0;
            seconds = Math.max(seconds, row.time() + row.duration());
        }
        long vms = rows.stream().map(LoadRow::vm).distinct().count();
        return String.format(
                Locale.ROOT,
                "%d rows of %d VMs over %.0f s, %s %.4f, ready %.4f in all; %d left out",
                rows.size(),
                vms,
                seconds,
                rows.get(0) instanceof LoadRow.Demand ? "demand" : "arrivals",
                amount,
                ready,
                skipped.count());
    }
}
