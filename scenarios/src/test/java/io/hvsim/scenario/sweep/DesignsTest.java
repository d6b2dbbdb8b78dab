// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignsTest {
    private static Scenario scenario(String sweep) {
        return Texts.scenario(Texts.WEB + "sweep: " + sweep + "\n");
    }

    /** Labels of every point, joined by blanks. */
    private static List<String> points(String sweep) {
        return scenario(sweep).points().stream()
                .map(point -> String.join(" ", point.labels().values()))
                .toList();
    }

    @Test
    void zippedAxesGoTogetherAndCrossWithTheOthers() {
        assertThat(
                        points(
                                "{zip: {vms.web.count: [1, 2], vms.web.vcpus: {from: 1, to: 2, step: 1}}, host.clock: [1 GHz, 2 GHz]}"))
                .containsExactly("1 1 1 GHz", "1 1 2 GHz", "2 2 1 GHz", "2 2 2 GHz");
    }

    @Test
    void pointsAreTakenAsWritten() {
        Scenario scenario =
                scenario("{points: [{vms.web.count: 4, vms.web.vcpus: 1}, {vms.web.vcpus: 2, vms.web.count: 3}]}");
        assertThat(scenario.axes()).containsExactly("vms.web.count", "vms.web.vcpus");
        assertThat(scenario.points())
                .extracting(point -> point.spec().vms().get(0).count())
                .containsExactly(4, 3);
        assertThat(scenario.points())
                .extracting(point -> point.spec().vms().get(0).vcpus())
                .containsExactly(1, 2);
    }

    @Test
    void allConditionsHoldAndOneOfThoseJoinedByOr() {
        String sweep = "{vms.web.count: [1, 2, 3], vms.web.vcpus: [1, 2, 3], where: [%s]}";
        assertThat(points(sweep.formatted("vms.web.count < vms.web.vcpus"))).containsExactly("1 2", "1 3", "2 3");
        assertThat(points(sweep.formatted("vms.web.count >= 2, vms.web.vcpus != 3")))
                .containsExactly("2 1", "2 2", "3 1", "3 2");
        assertThat(points(sweep.formatted("vms.web.count == 1 or vms.web.vcpus > 2")))
                .containsExactly("1 1", "1 2", "1 3", "2 3", "3 3");
    }

    @Test
    void conditionsCompareQuantitiesAndNotTexts() {
        assertThat(points("{run.duration: [900 ms, 1 s, 2 s], where: [run.duration <= 1000 ms]}"))
                .containsExactly("900 ms", "1 s");
    }

    @Test
    void aLatinHypercubeTakesEachPartOfEachRangeOnce() {
        List<List<Integer>> parts = scenario(
                        "{sample: {design: latin-hypercube, points: 8, ranges: {vms.web.count: {from: 1, to: 8, step: 1},"
                                + " vms.web.vcpus: {from: 1, to: 8, step: 1}}}}")
                .points()
                .stream()
                .map(point -> point.spec().vms().get(0))
                .map(vm -> List.of(vm.count(), vm.vcpus()))
                .toList();
        for (int dimension = 0; dimension < 2; dimension++) {
            int of = dimension;
            assertThat(parts)
                    .extracting(part -> part.get(of))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 8).boxed().toList());
        }
    }

    /** The two-dimensional Sobol sequence begins (0, 0), (1/2, 1/2), (3/4, 1/4), (1/4, 3/4). */
    @Test
    void sobolPointsAreThoseOfTheSequence() {
        assertThat(points("{sample: {design: sobol, points: 4, ranges: {run.duration: {from: 100 ms, to: 200 ms},"
                        + " host.clock: {from: 1 GHz, to: 4 GHz, scale: log}}}}"))
                .containsExactly("100 ms 1 GHz", "150 ms 2 GHz", "175 ms 1.414 GHz", "125 ms 2.828 GHz");
    }

    @Test
    void pointsThatStepsMakeEqualCountOnce() {
        List<String> points =
                points("{sample: {design: sobol, points: 64, ranges: {vms.web.count: {from: 1, to: 3, step: 1}}}}");
        assertThat(points).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void anotherSeedGivesAnotherHypercube() {
        String sweep =
                "{sample: {design: latin-hypercube, points: 5, ranges: {run.duration: {from: 1 s, to: 2 s}}, seed: %d}}";
        assertThat(points(sweep.formatted(1))).isEqualTo(points(sweep.formatted(1)));
        assertThat(new HashSet<>(points(sweep.formatted(1)))).doesNotContainAnyElementsOf(points(sweep.formatted(2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{zip: {vms.web.count: [1, 2], vms.web.vcpus: [1]}}           | 'vms.web.vcpus' has 1 values, 'vms.web.count' has 2",
                "{zip: {vms.web.count: [1, 1]}}                               | value '1' twice on an axis",
                "{zip: {vms.web.count: [1, 2]}, vms.web.count: [1]}           | 'vms.web.count' is varied twice",
                "{points: [{vms.web.count: 1}, {vms.web.vcpus: 1}]}           | a point of other paths than the first one",
                "{points: []}                                                 | expected a list of points",
                "{points: [1]}                                                | expected a point, found '1'",
                "{points: [{name: x}]}                                         | 'name' is the same",
                "{sample: {design: sobol, points: 2}}                         | missing key 'ranges'",
                "{sample: {design: sobl, points: 2, ranges: {}}}              | unknown design 'sobl'",
                "{sample: {design: sobol, points: 2, ranges: {vms.web.count: {from: 1}}}} | missing key 'to'",
                "{sample: {design: sobol, points: 2, ranges: {charts: {from: 1, to: 2}}}} | 'charts' is the same",
                "{vms.web.count: [1, 2], where: [vms.web.cnt < 2]}            | no axis 'vms.web.cnt' in the sweep",
                "{vms.web.count: [1, 2], where: [vms.web.count]}              | expected a condition, found 'vms.web.count'",
                "{vms.web.count: [1, 2], where: [vms.web.count = 1]}          | expected a condition",
                "{vms.web.count: [1, 2], where: [vms.web.count < 1 s]}        | '1' and '1 s' have no order",
                "{vms.web.count: [1, 2], where: [vms.web.count == 3]}         | no value of 'vms.web.count' equals '3'",
                "{vms.web.count: [1, 2], where: [vms.web.count > 2]}          | no point of the sweep meets the conditions",
                "{vms.web.count: [1, 2], where: vms.web.count > 2}            | expected a list",
            })
    void wrongDesignsSayWhy(String sweep, String message) {
        assertThat(Texts.errors(Texts.WEB + "sweep: " + sweep + "\n")).contains(message);
    }

    @Test
    void aValueOfAxesThatGoTogetherCannotBeSetAlone() {
        assertThat(Texts.errors(
                        Texts.WEB + "sweep: {zip: {vms.web.count: [1, 2], vms.web.vcpus: [1, 2]}}\n",
                        "vms.web.count=3"))
                .contains("'vms.web.count' varies together with others in 'zip' of the sweep");
    }

    @Test
    void axesThatGoTogetherAreNotSaidToChangeNothing() {
        assertThat(scenario("{zip: {vms.web.count: [1, 2], vms.web.vcpus: [1, 2]}}")
                        .warnings())
                .isEmpty();
    }

    @Test
    void writtenOutTheDesignGivesTheSamePoints() throws Exception {
        Scenario scenario =
                scenario("{sample: {design: sobol, points: 16, ranges: {vms.web.count: {from: 1, to: 4, step: 1},"
                        + " run.duration: {from: 1 s, to: 9 s, scale: log}}}, where: [vms.web.count < 3]}");
        Scenario again = Scenario.parse(scenario.resolvedYaml(false), "again.yaml", List.of());
        assertThat(again.points()).isEqualTo(scenario.points());
        assertThat(again.identities())
                .containsExactlyElementsOf(scenario.identities().toList());
    }
}
