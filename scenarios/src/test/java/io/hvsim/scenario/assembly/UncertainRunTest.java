// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Influence;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.Spread;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.sweep.LatinHypercube;
import io.hvsim.scenario.text.ScenarioException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One job whose work is between 0.9 and 1.3 s, 1 s being the figure's own value. */
class UncertainRunTest {
    private static final String TEXT = """
            title: test
            host: ideal
            hypervisor: bare-metal
            vms:
              vm:
                guest: ideal
                workload:
                  extends: ideal-service
                  program:
                    - work: {user: {value: 1000 Mcycles, range: [900 Mcycles, 1300 Mcycles], assumed: "a test"}}
                load: {batch: {jobs: 1}}
            sweep: {host.clock: [1 GHz, 2 GHz]}
            run: {until: done, replications: 1}
            """;

    private static ExperimentResult run(int threads, int samples) {
        try {
            return new ScenarioRun(Scenario.parse(TEXT, "test.yaml", List.of()))
                    .run(new Experiment(threads, Progress.SILENT), samples);
        } catch (ScenarioException | InterruptedException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static MetricSummary makespan(ExperimentResult result, int point) {
        return result.points().get(point).metrics().stream()
                .filter(each -> each.name().equals("makespan"))
                .findFirst()
                .orElseThrow();
    }

    /** 5 % of the way: 0.9 + 0.1 of 0.1 s; 95 %: 1 + 0.9 of 0.3 s; mean: (0.95 + 1.15) / 2. */
    @Test
    void bandFollowsTheRangeOfTheFigure() {
        ExperimentResult result = run(2, 200);
        assertThat(result.spread()).isEqualTo(Spread.FIGURES);
        assertThat(makespan(result, 0).mean()).isCloseTo(1.05, within(0.002));
        assertThat(makespan(result, 0).ciLow()).isCloseTo(0.91, within(0.002));
        assertThat(makespan(result, 0).ciHigh()).isCloseTo(1.27, within(0.005));
        assertThat(makespan(result, 1).mean()).isCloseTo(0.525, within(0.001));
    }

    @Test
    void figureThatAloneMovesTheResultHasARankCorrelationOfOne() {
        assertThat(run(2, 50).influences())
                .filteredOn(each -> each.metric().equals("makespan"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.rankCorrelation()).isCloseTo(1, within(1e-9)))
                .extracting(Influence::figure)
                .containsOnly("test: vms.vm.workload.program.0.work.user");
    }

    @Test
    void samplesAreTheSameOnAnyNumberOfThreads() {
        ExperimentResult one = run(1, 20);
        ExperimentResult three = run(3, 20);
        assertThat(three.points().get(1).metrics().equals(one.points().get(1).metrics()))
                .isTrue();
        assertThat(three.influences()).isEqualTo(one.influences());
    }

    @Test
    void latinHypercubeHasOneSampleInEachPartOfEveryDimension() {
        double[][] sample = LatinHypercube.draw(50, 4, RandomStream.of(1, 0, "test"));
        for (double[] dimension : sample) {
            int[] parts = Arrays.stream(dimension)
                    .mapToInt(each -> (int) (each * 50))
                    .sorted()
                    .toArray();
            assertThat(parts).isEqualTo(IntStream.range(0, 50).toArray());
        }
        assertThat(sample[0]).isNotEqualTo(sample[1]);
    }
}
