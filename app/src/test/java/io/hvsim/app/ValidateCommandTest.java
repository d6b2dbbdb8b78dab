// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.suite.Suites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    /** A thousand jobs of 1 ms at 1 GHz, whatever the library says of real machines. */
    private static final String SUITE = """
            title: Made up
            source: "Nobody, nowhere"
            confidence: seen
            free-parameters: 1
            scenario:
              host: ideal
              hypervisor: bare-metal
              vms:
                vm:
                  guest: ideal
                  workload: {extends: ideal-service, program: [{work: {user: 1 Mcycles}}]}
                  load: {batch: {jobs: 1000}}
              run: {until: done, replications: 1}
            points:
              - {case: loop, technique: native, set: {host.clock: 2 GHz}, metric: vm.makespan, published: 500 ms, role: fitted}
              - {case: loop, technique: slow, metric: vm.makespan, published: 1.25 s, native: {host.clock: 2 GHz}, native-published: 500 ms}
              - {case: loop, technique: slower, set: {host.clock: 500 MHz}, metric: vm.makespan, published: 1.2 s, confidence: recalled}
              - {case: rate, technique: slow, metric: vm.throughput, relative-to: {host.clock: 2 GHz}, published: 0.52, source: page 3}
            """;

    @TempDir
    private Path folder;

    private Path file;
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void writeSuite() throws IOException {
        file = Files.writeString(folder.resolve("made-up.yaml"), SUITE);
    }

    private int validate(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "validate";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return terminal.run(arguments);
    }

    @Test
    void printsATablePerSuiteAndTheSummary() {
        assertThat(validate()).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).isEqualTo("""
                made-up: Made up
                case  technique  metric         published  simulated    error  on the extra  role       confidence
                loop  native     vm.makespan       500 ms     500 ms    0.0 %                fitted     seen
                loop  slow       vm.makespan       1.25 s     1.00 s  -20.0 %       -33.3 %  predicted  seen
                loop  slower     vm.makespan        1.2 s     2.00 s  +66.7 %                predicted  recalled
                rate  slow       vm.throughput       0.52      0.500   -3.8 %                predicted  seen
                wrong order: loop: slower was published as better than slow

                group      points  median error  90 % below  met  extras  median error of extra  90 % below  orderings right  free parameters
                predicted       3        20.0 %      57.3 %    2       1                 33.3 %      33.3 %           2 of 3
                fitted          1         0.0 %       0.0 %    1                                                                            1
                """);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void jsonHasTheDocumentedShape() {
        assertThat(validate("--format", "json", "--threads", "1")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .startsWith("{\n  \"suites\": [")
                .contains("\"suite\": \"made-up\"")
                .contains(
                        "\"case\": \"loop\"",
                        "\"technique\": \"slow\"",
                        "\"metric\": \"vm.makespan\"",
                        "\"unit\": \"s\"")
                .contains("\"published\": 1.25", "\"confidence\": \"seen\"", "\"source\": \"Nobody, nowhere, page 3\"")
                .contains("\"role\": \"predicted\"", "\"simulated\": 1", "\"ci_low\": null", "\"error_percent\": -20")
                .contains("\"error_extra_percent\": -33.3333")
                .contains("\"better\": \"native\"", "\"worse\": \"slow\"", "\"right\": true")
                .contains("\"predicted\": {")
                .contains("\"points\": 3")
                .contains("\"median_abs_error_percent\": 20", "\"p90_abs_error_percent\": 57.3333")
                .contains("\"fitted\": {")
                .contains("\"calibration\": {");
    }

    @Test
    void chartGoesToTheFileAsItsEndingSays() {
        assertThat(validate("--chart", folder.resolve("agreement.svg").toString()))
                .isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("agreement.svg")).content().contains("<svg", "Simulated against published results");
        assertThat(validate("--chart", folder.resolve("agreement.gif").toString()))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("--chart takes a file that ends in .svg, .png, .pdf or .csv");
    }

    @Test
    void chartOfUncertainFiguresIsDrawnAndThatOfAFitRefused() {
        String chart = folder.resolve("bands.svg").toString();
        assertThat(validate("--uncertainty", "2", "--chart", chart)).isEqualTo(ExitCode.DONE);
        assertThat(folder.resolve("bands.svg")).exists();
        assertThat(validate("--fit", "--chart", chart)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("--fit goes with neither --uncertainty nor --chart");
    }

    @Test
    void csvHasARowPerPoint() {
        assertThat(validate("--format", "csv")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out().lines()).hasSize(5);
        assertThat(terminal.out())
                .startsWith(
                        "suite,case,technique,metric,unit,published,confidence,source,role,simulated,ci_low,ci_high,"
                                + "error_percent,error_extra_percent,states\n")
                .contains(
                        "made-up,loop,slow,vm.makespan,s,1.25,seen,\"Nobody, nowhere\",predicted,1,,,-20,-33.3333,\n");
    }

    /** A program of 1 s or 3 s, as chance has it. */
    @Test
    void statesStandBesideTheirMean() throws IOException {
        String either = SUITE.replace(
                        "user: 1 Mcycles", "user: {distribution: empirical, values: [1000 Mcycles, 3000 Mcycles]}")
                .replace("jobs: 1000", "jobs: 1")
                .replace("replications: 1", "replications: 16");
        Files.writeString(file, either);
        validate("--format", "csv");
        assertThat(terminal.out()).containsPattern(",1 x \\d+; 3 x \\d+\n");
        validate();
        assertThat(terminal.out()).containsPattern("\\(states: 1\\.00 in \\d+, 3\\.00 in \\d+ of 16\\)");
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        validate("--format", "json", "--threads", "1");
        Terminal other = new Terminal();
        other.run("validate", file.toString(), "--format", "json", "--threads", "3");
        assertThat(other.out()).isEqualTo(terminal.out());
    }

    @Test
    void aStatedToleranceThatIsMissedEndsWithOne() throws IOException {
        Files.writeString(file, SUITE.replace("recalled}", "recalled, tolerance: 50 %}"));
        assertThat(validate()).isEqualTo(ExitCode.MISSED);
        assertThat(terminal.err())
                .contains("made-up: loop, slower, vm.makespan: the error is +66.7 %, the tolerance 50.0 %");
        Files.writeString(file, SUITE.replace("title: Made up", "title: Made up\ntolerance: 70 %"));
        assertThat(validate()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aMetricThatTheRunDoesNotMeasureEndsWithOne() throws IOException {
        Files.writeString(file, SUITE.replace("vm.throughput", "\"*.throughput\""));
        assertThat(validate()).isEqualTo(ExitCode.MISSED);
        assertThat(terminal.err()).contains("rate, slow, *.throughput: the run measured no *.throughput");
    }

    @Test
    void wrongInputEndsWithTwo() throws IOException {
        assertThat(terminal.run("validate", "no-such-suite")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("there is no file 'no-such-suite', and no suite of that name");
        assertThat(validate("--threads", "0")).isEqualTo(ExitCode.WRONG_INPUT);
        Files.writeString(file, SUITE.replace("published: 1.2 s", "published: 1.2"));
        assertThat(validate()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("error: number '1.2' without a unit in points.2.published");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void theSuiteInTheReadmeRuns() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String start = "```yaml\ntitle: Our build server";
        String suite = readme.substring(readme.indexOf(start) + "```yaml\n".length());
        Files.writeString(file, suite.substring(0, suite.indexOf("```")));
        assertThat(validate()).as(terminal.err()).isIn(ExitCode.DONE, ExitCode.MISSED);
        assertThat(terminal.out().lines().filter(line -> line.startsWith("compile")))
                .hasSize(3);
    }

    @Test
    void suitesThatComeWithHvsimAreListedAndShown() {
        String name = Suites.names().get(0);
        assertThat(terminal.run("list", "suites")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains(Suites.names());
        assertThat(terminal.run("show", "suite", name)).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains(Suites.text(name).orElseThrow());
    }
}
