// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import static io.hvsim.scenario.suite.SuiteTexts.ofPoints;
import static io.hvsim.scenario.suite.SuiteTexts.suite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.suite.SuiteTexts;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ValidationTest {
    /** 1 s on a CPU of 1 GHz, of which the published machine needs 1.25 s. */
    private static final String SLOW = "case: loop, technique: slow, metric: vm.makespan, published: 1.25 s";

    private static final String FAST =
            "case: loop, technique: fast, set: {host.clock: 2 GHz}, metric: vm.makespan, published: 500 ms";

    private static SuiteOutcome run(Suite suite) {
        try {
            return Validation.run(List.of(suite), new Experiment(2, Progress.SILENT))
                    .get(0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static PointOutcome only(String point) {
        return run(ofPoints(point)).points().get(0);
    }

    @Test
    void theErrorIsSimulatedOverPublishedLessOne() {
        PointOutcome point = only(SLOW);
        assertThat(point.simulated().mean()).isCloseTo(1, within(1e-9));
        assertThat(point.errorPercent()).isCloseTo(-20, within(1e-6));
        assertThat(point.errorExtraPercent()).isNaN();
    }

    /** Simulated: 0.5 s more than native; published: 0.75 s more. */
    @Test
    void theErrorOfTheExtraComparesWhatVirtualizationAdds() {
        PointOutcome point = only(SLOW + ", native: {host.clock: 2 GHz}, native-published: 500 ms");
        assertThat(point.onNative().mean()).isCloseTo(0.5, within(1e-9));
        assertThat(point.errorExtraPercent()).isCloseTo(100 * (0.5 / 0.75 - 1), within(1e-6));
    }

    /** Simulated: 1000/s less than the native 2000/s; published: 1200/s less. */
    @Test
    void theExtraOfARateIsWhatIsLost() {
        PointOutcome point = only("case: loop, technique: slow, metric: vm.throughput, published: 800/s, "
                + "native: {host.clock: 2 GHz}, native-published: 2000/s");
        assertThat(point.errorPercent()).isCloseTo(25, within(1e-6));
        assertThat(point.errorExtraPercent()).isCloseTo(100 * (1000.0 / 1200 - 1), within(1e-6));
    }

    @Test
    void anExtraOfNothingHasNoError() {
        assertThat(only(SLOW + ", native: {host.clock: 2 GHz}, native-published: 1.25 s")
                        .errorExtraPercent())
                .isNaN();
    }

    @Test
    void ratiosAndTheirInverseAndScale() {
        String ratio =
                "case: loop, technique: slow, metric: vm.makespan, relative-to: {host.clock: 4 GHz}, published: 4";
        assertThat(only(ratio).simulated().mean()).isCloseTo(4, within(1e-9));
        assertThat(only(ratio + ", inverse: true").simulated().mean()).isCloseTo(0.25, within(1e-9));
        assertThat(only(SLOW + ", scale: 1e-3").simulated().mean()).isCloseTo(1e-3, within(1e-12));
    }

    @Test
    void theNativeValueOfARatioIsARatioToo() {
        PointOutcome point = only("case: loop, technique: slow, metric: vm.makespan, relative-to: {host.clock: 4 GHz}, "
                + "published: 4, native: {host.clock: 2 GHz}, native-published: 2");
        assertThat(point.onNative().mean()).isCloseTo(2, within(1e-9));
        assertThat(point.errorExtraPercent()).isCloseTo(0, within(1e-6));
    }

    @Test
    void intervalsNeedReplications() {
        String random = SuiteTexts.HEAD
                .replace("user: 1 Mcycles", "user: {mean: 1 Mcycles, cv: 1}")
                .replace("replications: 1", "replications: 5");
        PointOutcome point =
                run(suite(random + "  - {" + SLOW + "}\n")).points().get(0);
        assertThat(point.simulated().low()).isLessThan(point.simulated().mean());
        assertThat(point.simulated().high()).isGreaterThan(point.simulated().mean());
        assertThat(only(SLOW).simulated().halfWidth()).isNaN();
    }

    /** The same jobs meet both clocks, so that their ratio is known far better than either time. */
    @Test
    void ratiosArePairedOnCommonRandomNumbers() {
        String random = SuiteTexts.HEAD
                .replace("user: 1 Mcycles", "user: {mean: 1 Mcycles, cv: 1}")
                .replace("replications: 1", "replications: 5");
        PointOutcome point = run(suite(
                        random + "  - {" + SLOW.replace("1.25 s", "2") + ", relative-to: {host.clock: 2 GHz}}\n"))
                .points()
                .get(0);
        assertThat(point.simulated().mean()).isCloseTo(2, within(1e-4));
        assertThat(point.simulated().halfWidth()).isLessThan(1e-4);
    }

    @Test
    void aScenarioThatSeveralPointsNeedIsRunOnce() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        Suite suite = ofPoints(
                FAST,
                SLOW + ", native: {host.clock: 2 GHz}, native-published: 500 ms",
                "case: rate, technique: slow, metric: vm.throughput, published: 800/s");
        Validation.run(List.of(suite), new Experiment(2, standing -> runs.set(standing.ofReplications())));
        assertThat(runs).hasValue(2);
    }

    @Test
    void orderingsAreOfTechniquesWithTheSameCaseAndMetric() {
        SuiteOutcome outcome = run(ofPoints(
                FAST,
                SLOW,
                FAST.replace("fast", "faster").replace("500 ms", "400 ms"),
                FAST.replace("loop", "other loop"),
                "case: loop, technique: fast, metric: vm.throughput, published: 800/s"));
        assertThat(outcome.orderings())
                .containsExactly(
                        new Ordering("loop", "vm.makespan", "fast", "slow", Group.PREDICTED, true),
                        new Ordering("loop", "vm.makespan", "faster", "fast", Group.PREDICTED, false),
                        new Ordering("loop", "vm.makespan", "faster", "slow", Group.PREDICTED, true));
    }

    @Test
    void highIsTheBetterEndOfRates() {
        SuiteOutcome outcome = run(ofPoints(
                "case: loop, technique: slow, metric: vm.throughput, published: 800/s",
                "case: loop, technique: fast, set: {host.clock: 2 GHz}, metric: vm.throughput, published: 700/s"));
        assertThat(outcome.orderings())
                .containsExactly(new Ordering("loop", "vm.throughput", "slow", "fast", Group.PREDICTED, false));
    }

    @Test
    void groupsAreCountedApart() {
        String fitted = ", role: fitted";
        SuiteOutcome usual = run(ofPoints(FAST, SLOW, FAST.replace("loop", "other") + fitted));
        String calibration = SuiteTexts.HEAD.replace("title:", "calibration: true\nfree-parameters: 2\ntitle:");
        SuiteOutcome identity = run(suite(calibration + "  - {" + FAST + "}\n  - {" + SLOW + "}\n  - {"
                + SLOW.replace("loop", "other") + ", role: predicted}\n"));
        List<SuiteOutcome> both = List.of(usual, identity);
        GroupSummary predicted = GroupSummary.of(Group.PREDICTED, both);
        assertThat(predicted.values().count()).isEqualTo(3);
        assertThat(predicted.values().medianPercent()).isCloseTo(20, within(1e-6));
        assertThat(predicted.met()).isEqualTo(3);
        assertThat(predicted.orderings()).isEqualTo(1);
        assertThat(predicted.freeParameters()).isZero();
        assertThat(GroupSummary.of(Group.FITTED, both).values().count()).isEqualTo(1);
        GroupSummary calibrated = GroupSummary.of(Group.CALIBRATION, both);
        assertThat(calibrated.values().count()).isEqualTo(2);
        assertThat(calibrated.orderings()).isEqualTo(1);
        assertThat(calibrated.ordersRight()).isEqualTo(1);
        assertThat(calibrated.freeParameters()).isEqualTo(2);
    }

    @Test
    void quantilesLieBetweenTheClosestRanks() {
        Errors errors = Errors.of(new double[] {-4, 1, Double.NaN, 3, -2});
        assertThat(errors.count()).isEqualTo(4);
        assertThat(errors.medianPercent()).isCloseTo(2.5, within(1e-12));
        assertThat(errors.p90Percent()).isCloseTo(3.7, within(1e-12));
        assertThat(Errors.of(new double[0]).medianPercent()).isNaN();
    }

    @Test
    void anErrorThatGrowsByMoreThanHalfAPointIsWorse() {
        SuiteOutcome outcome = run(ofPoints(SLOW, FAST));
        String recorded = Baseline.text(List.of(outcome));
        assertThat(recorded).endsWith("""
                made-up:
                  "loop, slow, vm.makespan": {simulated: 1, error-percent: -20.00}
                  "loop, fast, vm.makespan": {simulated: 0.5, error-percent: 0.00}
                """);
        assertThat(Baseline.parse(recorded).worse(outcome)).isEmpty();
        assertThat(Baseline.parse(recorded.replace("-20.00", "19.60")).worse(outcome))
                .isEmpty();
        assertThat(Baseline.parse(recorded.replace("-20.00", "19.40")).worse(outcome))
                .containsExactly("made-up: loop, slow, vm.makespan: the error is -20.0 %, it was +19.4 %");
        assertThat(Baseline.parse("{}").worse(outcome)).isEmpty();
    }
}
