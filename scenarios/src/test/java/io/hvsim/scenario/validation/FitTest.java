// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import static io.hvsim.scenario.suite.SuiteTexts.ofPoints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.library.FittedFile;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.suite.Suite;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On the made-up machine 1000 jobs of 1 Mcycles take a second. */
class FitTest {
    private static final String WORK = "made-up: vms.vm.workload.program.0.work.user";

    private static Fit.Result fit(Suite suite, Set<String> figures) throws InterruptedException {
        return Fit.of(suite, figures, new Experiment(2, Progress.SILENT));
    }

    /** Points of 1.25 s at 1 GHz and of 0.625 s at 2 GHz are both met by 1.25 Mcycles. */
    @Test
    void theFigureThatMeetsThePointsIsFound() throws InterruptedException {
        Suite suite = ofPoints(
                "case: loop, technique: slow, metric: vm.makespan, published: 1.25 s, role: fitted",
                "case: loop, technique: fast, set: {host.clock: 2 GHz}, metric: vm.makespan, published: 625 ms, role: fitted");
        Fit.Result result = fit(suite, Set.of(WORK));
        assertThat(result.figures())
                .singleElement()
                .satisfies(chosen -> assertThat(chosen.value()).isCloseTo(1.25e6, within(1e3)));
        assertThat(result.before().points().get(0).errorPercent()).isCloseTo(-20, within(1e-6));
        assertThat(result.after().points().get(0).errorPercent()).isCloseTo(0, within(0.1));
    }

    /** Errors of 1 s and 4 s for a work of 1 s: the geometric mean is 2 s. */
    @Test
    void contradictingPointsAreMissedByEqualFactors() throws InterruptedException {
        Suite suite = ofPoints(
                "case: a, technique: x, metric: vm.makespan, published: 1 s, role: fitted",
                "case: b, technique: x, metric: vm.makespan, published: 4 s, role: fitted");
        assertThat(fit(suite, Set.of(WORK)).figures().get(0).value()).isCloseTo(2e6, within(2e4));
    }

    @Test
    void predictedPointsTakeNoPart() {
        Suite suite = ofPoints("case: a, technique: x, metric: vm.makespan, published: 4 s, role: predicted");
        assertThatThrownBy(() -> fit(suite, Set.of(WORK)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("suite 'made-up' has no fitted points");
    }

    @Test
    void fittedFigureKeepsItsSourceAndSaysWhatItWasFittedTo() {
        String path = "techniques.binary-translation.operations.kernel-entry-exit.0.cycles";
        String text = FittedFile.text(
                Library.shipped(),
                "hypervisors/player-1.0.1",
                Map.of(path, 1.1),
                "suite made-up, by hvsim validate --fit");
        assertThat(text)
                .contains("value: 2200 cycles")
                .contains("section 6.3, syscall beyond native")
                .contains("fitted: \"suite made-up, by hvsim validate --fit\"");
    }
}
