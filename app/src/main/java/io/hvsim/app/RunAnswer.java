// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.StoredRun;
import io.hvsim.output.report.Provenance;
import io.hvsim.output.store.ResultStore;
import io.hvsim.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a command does with the results of a scenario: files, table, and whether the scenario got what it asked for.
 *
 * @param columns metrics that the table shows; empty for the main ones
 */
record RunAnswer(Scenario scenario, OutputOptions output, List<String> columns, PrintWriter out, Messages messages) {

    /**
     * Writes and prints.
     *
     * @param store where the replications of {@code result} are, if not in memory
     * @return the exit code
     */
    int give(ExperimentResult result, Provenance provenance, Optional<ResultStore> store, Path folder)
            throws IOException {
        ExperimentResult drawn = result.charts().isEmpty()
                ? Slos.withCharts(result, scenario.first().slos())
                : result;
        output.write(new StoredRun(drawn, provenance, store), columns, folder, out, messages);
        drawn.warnings().forEach(messages::warn);
        messages.say("results in " + folder.resolve("report.html"));
        return judge(drawn);
    }

    private int judge(ExperimentResult result) {
        List<String> missed = result.points().stream()
                .filter(point -> !point.precisionReached())
                .map(PointResult::precision)
                .toList();
        missed.forEach(messages::warn);
        boolean sloMissed = Slos.missedEverywhere(result, scenario.first().slos(), messages);
        return missed.isEmpty() && !sloMissed ? ExitCode.DONE : ExitCode.MISSED;
    }
}
