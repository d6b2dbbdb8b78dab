// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import static io.hvsim.scenario.suite.SuiteTexts.HEAD;
import static io.hvsim.scenario.suite.SuiteTexts.errors;
import static io.hvsim.scenario.suite.SuiteTexts.errorsOf;
import static io.hvsim.scenario.suite.SuiteTexts.ofPoints;
import static io.hvsim.scenario.suite.SuiteTexts.suite;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hvsim.scenario.Schemas;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuitesTest {
    private static final String POINT = "case: loop, technique: slow, metric: vm.makespan, published: 1.25 s";

    static List<String> shippedSuites() {
        return Suites.names();
    }

    @ParameterizedTest
    @MethodSource("shippedSuites")
    void shippedSuitesAreGoodAndMeetTheSchema(String name) throws ScenarioException {
        assertThat(Suites.shipped(name).points()).isNotEmpty();
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Schemas.suite());
        assertThat(schema.validate(Suites.text(name).orElseThrow(), InputFormat.YAML))
                .isEmpty();
    }

    @Test
    void aPointKnowsItsScenarioAndItsNumberInTheUnitOfTheMetric() {
        SuitePoint point = ofPoints("case: loop, technique: fast, set: {host.clock: 2 GHz}, metric: vm.makespan, "
                        + "published: 512 ms, source: table 1, tolerance: 5 %, better: high, role: fitted")
                .points()
                .get(0);
        assertThat(point.spec().host().clockHz()).isEqualTo(2e9);
        assertThat(point.published()).isEqualTo(0.512);
        assertThat(point.unit()).isEqualTo("s");
        assertThat(point.source()).isEqualTo("Nobody, nowhere, table 1");
        assertThat(point.tolerance()).hasValue(0.05);
        assertThat(point.better()).isEqualTo(Better.HIGH);
        assertThat(point.role()).isEqualTo(Role.FITTED);
        assertThat(point.confidence()).isEqualTo(Confidence.SEEN);
    }

    @Test
    void whatIsLeftOutFollowsFromTheSuiteAndTheMetric() {
        List<SuitePoint> points = ofPoints(
                        POINT,
                        "case: rate, technique: slow, metric: vm.throughput, published: 1 k/s, confidence: recalled",
                        "case: ratio, technique: slow, metric: vm.makespan, relative-to: {host.clock: 2 GHz}, published: 2")
                .points();
        assertThat(points).extracting(SuitePoint::better).containsExactly(Better.LOW, Better.HIGH, Better.HIGH);
        assertThat(points).extracting(SuitePoint::unit).containsExactly("s", "1/s", "ratio");
        assertThat(points).extracting(SuitePoint::role).containsOnly(Role.PREDICTED);
        assertThat(points.get(1).confidence()).isEqualTo(Confidence.RECALLED);
        assertThat(suite(HEAD.replace("title:", "calibration: true\ntitle:") + "  - {" + POINT + "}\n")
                        .points()
                        .get(0)
                        .role())
                .isEqualTo(Role.FITTED);
    }

    @Test
    void relativeToAndNativeAreSetOnTopOfThePoint() {
        SuitePoint point = ofPoints("case: loop, technique: slow, set: {host.clock: 2 GHz, vms.vm.memory: 1 GiB}, "
                        + "metric: vm.makespan, relative-to: {host.clock: 4 GHz}, published: 2, "
                        + "native: {host.clock: 8 GHz}, native-published: 1")
                .points()
                .get(0);
        assertThat(point.relativeTo().orElseThrow().host().clockHz()).isEqualTo(4e9);
        assertThat(point.onNative().orElseThrow().spec().host().clockHz()).isEqualTo(8e9);
        assertThat(point.specs())
                .allSatisfy(spec -> assertThat(spec.vms().get(0).memoryBytes()).isEqualTo(1L << 30));
    }

    @Test
    void threeMistakesAreAllReportedAtOnce() {
        assertThat(errors(
                        "case: loop, technique: a, set: {run.replicatons: 2}, metric: vm.makespan, published: 1 s",
                        "case: loop, technique: b, metric: vm.makespam, published: 1 s",
                        "case: loop, technique: c, metric: vm.makespan, published: 200/s"))
                .isEqualTo("""
                        made-up.yaml:14:42: error: no such path 'run.replicatons': 'run' has no 'replicatons'
                           14 |   - {case: loop, technique: a, set: {run.replicatons: 2}, metric: vm.makespan, published: 1 s}
                              |                                          ^^^^^^^^^^^
                           did you mean 'replications'? possible here: warmup, duration, until, replications, precision, batch-means, antithetic, confidence, seed
                        made-up.yaml:15:40: error: unknown metric 'makespam' in points.1.metric
                           15 |   - {case: loop, technique: b, metric: vm.makespam, published: 1 s}
                              |                                        ^^^^^^^^^^^
                           did you mean 'makespan'?
                        made-up.yaml:16:64: error: '/s' is no unit of a time in points.2.published
                           16 |   - {case: loop, technique: c, metric: vm.makespan, published: 200/s}
                              |                                                                ^^^^^
                           write a time such as '10 ms'; units: ns, us, µs, ms, s, min or h
                        """);
    }

    @Test
    void missingParts() {
        assertThat(errors("case: loop, technique: a, metric: vm.makespan"))
                .contains("missing key 'published' in points.0")
                .contains("add 'published': a quantity of the metric's dimension such as 36.9 s");
        assertThat(errors("case: loop, technique: a, metric: vm.makespan, published:"))
                .contains("found nothing in points.0.published");
        assertThat(errorsOf(HEAD.replaceFirst("source:.*\n", "") + "  - {" + POINT + "}\n"))
                .contains("a result without a source in points.0");
        assertThat(errorsOf(HEAD.replaceFirst("confidence:.*\n", "") + "  - {" + POINT + "}\n"))
                .contains("a result without 'confidence' in points.0");
        assertThat(errors(POINT + ", native: {host.clock: 2 GHz}"))
                .contains("'native' without 'native-published' in points.0");
        assertThat(errors(POINT + ", inverse: true")).contains("inverse without relative-to");
        assertThat(errorsOf(HEAD.replace("points:\n", "points: []\n"))).contains("error: no points");
    }

    @Test
    void numbersThatCannotBe() {
        assertThat(errors(POINT.replace("1.25 s", "0 s"))).contains("'0 s' is too small");
        assertThat(errors(POINT.replace("1.25 s", "1.25"))).contains("number '1.25' without a unit");
        assertThat(errors(POINT + ", relative-to: {host.clock: 2 GHz}")).contains("unit 's' on a plain number");
        assertThat(errors(POINT + ", confidence: sure")).contains("unknown confidence 'sure'");
        assertThat(errors(POINT + ", role: guessed")).contains("unknown role 'guessed'");
        assertThat(errors(POINT, POINT)).contains("case 'loop' with technique 'slow' and vm.makespan twice");
    }

    @Test
    void pointsAreAskedForWhatTheirScenarioCanAnswer() {
        assertThat(errors(POINT.replace("vm.m", "web.m"))).contains("unknown VM group 'web'");
        assertThat(errors(POINT + ", set: {vms.vm.load: {open: {rate: 1/s}}, run: {duration: 1 s}}"))
                .contains("a makespan without a batch");
        assertThat(errors(POINT + ", set: {sweep: {}}")).contains("'sweep' is the same at all points");
        assertThat(errors(POINT + ", set: {vms.vm.vcpus: 0}")).contains("'0' is too small in vms.vm.vcpus");
        assertThat(errors(POINT + ", native: {hypervisor: xenn-3.0}, native-published: 1 s"))
                .contains("unknown hypervisor 'xenn-3.0'");
    }

    @Test
    void aScenarioThatIsNotThereIsAnsweredWithLikeNames() {
        String suite =
                HEAD.substring(0, HEAD.indexOf("scenario:")) + "scenario: vmi-studdy\npoints: [{" + POINT + "}]\n";
        assertThat(errorsOf(suite))
                .contains("unknown scenario 'vmi-studdy' in scenario")
                .contains("did you mean 'vmi-study'?");
    }

    @Test
    void theScenarioCanBeAFileBesideTheSuite(@TempDir Path folder) throws IOException, ScenarioException {
        String body =
                HEAD.substring(HEAD.indexOf("  host:"), HEAD.indexOf("points:")).replaceAll("(?m)^  ", "");
        Files.writeString(folder.resolve("loop.yaml"), """
                sweep:
                  clock:
                    fast: {host.clock: 2 GHz}
                    slow: {host.clock: 1 GHz}
                """ + body);
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                title: Mine
                source: a stop watch
                confidence: seen
                scenario: loop.yaml
                points:
                  - {case: loop, technique: fast, set: {clock: fast}, metric: vm.makespan, published: 500 ms}
                """);
        Files.createDirectories(folder.resolve("library/suites"));
        Suite suite = Suites.read(file);
        assertThat(suite.name()).isEqualTo("mine");
        assertThat(suite.points().get(0).spec().host().clockHz()).isEqualTo(2e9);
    }

    @Test
    void mutatedSuitesAreReadOrRefusedInOrder() {
        Random random = new Random(20061023);
        String good = HEAD + "  - {" + POINT + ", native: {host.clock: 2 GHz}, native-published: 1 s}\n";
        String[] pieces = {"{", "}", "[", ":", "- ", "~", "0", "1e999", "\"", "vm.", "points: ", "scenario: x.yaml #"};
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(good.length());
            int to = Math.min(good.length(), at + random.nextInt(6));
            String text = good.substring(0, at) + pieces[random.nextInt(pieces.length)] + good.substring(to);
            refused += isRefused(text) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(150);
    }

    private static boolean isRefused(String text) {
        try {
            Suites.parse(text, "mutated.yaml");
            return false;
        } catch (ScenarioException e) {
            assertThat(e.render()).contains(": error: ");
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError(text, e);
        }
    }
}
