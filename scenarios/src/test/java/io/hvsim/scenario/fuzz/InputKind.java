// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.calibration.Calibration;
import io.hvsim.scenario.calibration.LogKind;
import io.hvsim.scenario.calibration.Logs;
import io.hvsim.scenario.importer.ImportException;
import io.hvsim.scenario.importer.ImportSettings;
import io.hvsim.scenario.importer.TraceImport;
import io.hvsim.scenario.load.Series;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that hvsim reads of other tools, and what has to hold whatever it is given. */
enum InputKind {
    SADF,
    VMSTAT,
    ESXTOP,
    VIRT_TOP,
    XENTOP,
    BITBRAINS,
    PLANETLAB,
    AZURE,
    SWF,
    CSV,
    PERF_KVM_STAT,
    VMEXIT,
    MICRO_BENCH,
    LMBENCH,
    PERF_TRACE,
    PERF_STAT;

    private static final ImportSettings SETTINGS = new ImportSettings(0, 2);

    /** As commands spell it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether the input is read; else it is refused with a reason. Fails on any other exception, and where what is read makes
     * no sense.
     */
    boolean accepts(byte[] input) {
        Optional<LogKind> log = LogKind.of(word());
        return log.isPresent() ? calibrates(log.get(), input) : imports(input);
    }

    private boolean imports(byte[] input) {
        List<LoadRow> rows = new ArrayList<>();
        SkippedRows skipped = new SkippedRows();
        try {
            TraceImport.run(
                    word(), new Trace("trace", () -> new ByteArrayInputStream(input)), SETTINGS, rows::add, skipped);
        } catch (ImportException refused) {
            assertThat(refused.getMessage()).startsWith("trace");
            return false;
        } catch (IOException damaged) {
            assertThat(damaged.getMessage()).as("the reason of %s", damaged).isNotBlank();
            return false;
        }
        assertThat(Series.problem(rows)).as("why no scenario can replay it").isEmpty();
        assertThat(Series.difference(rows)).isEmpty();
        return true;
    }

    private static boolean calibrates(LogKind kind, byte[] input) {
        try {
            Calibration found = Logs.calibration(kind, input);
            assertThat(found.changes())
                    .isNotEmpty()
                    .allSatisfy(change -> assertThat(change.after()).isFinite().isNotNegative());
            return true;
        } catch (ScenarioException refused) {
            assertThat(refused.render()).startsWith("test.txt:");
            return false;
        }
    }
}
