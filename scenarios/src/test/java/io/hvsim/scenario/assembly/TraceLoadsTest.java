// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.importer.ImportException;
import io.hvsim.scenario.importer.ImportSettings;
import io.hvsim.scenario.importer.TraceImport;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.LoadTable;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads that replay a trace. */
class TraceLoadsTest {
    private static final String DEMAND = """
            time,duration,vm,vcpus,demand,ready,co-stop
            0,10,a,2,0.5,0.01,0
            10,10,a,2,1.5,0.03,0.02
            25,5,a,2,0,0.02,0.01
            0,30,b,2,0.25,0.05,0
            """;
    private static final String ARRIVALS = """
            time,duration,vm,arrivals,work
            0,0,jobs,4,0.5
            2,10,jobs,1000,0.001
            """;

    @TempDir
    private Path folder;

    private Scenario scenario(String file, String trace, String more) throws IOException {
        Files.writeString(folder.resolve("load.csv"), file);
        String text = """
                title: test
                host: ideal
                hypervisor: ideal
                vms:
                  vm:
                    guest: ideal
                    vcpus: 2
                    workload: replay
                    load: {trace: {file: load.csv, %s}}
                    %s
                run: {warmup: 0 s, duration: 10 s, replications: 1, seed: 4}
                """.formatted(trace, more);
        Path scenario = Files.writeString(folder.resolve("test.yaml"), text);
        try {
            return Scenario.read(scenario, List.of());
        } catch (ScenarioException wrong) {
            throw new IllegalArgumentException(wrong.render(), wrong);
        }
    }

    private RunResult run(String file, String trace, String more) throws IOException {
        ScenarioSpec spec = scenario(file, trace, more).first();
        return HostSimulation.run(Assembler.plan(spec, 0, 0));
    }

    private double busy(String file, String trace) throws IOException {
        return 2 * Runs.value(run(file, trace, ""), "cpu.user");
    }

    private String wrong(String file, String trace) {
        try {
            scenario(file, trace, "");
            throw new AssertionError("nothing is wrong");
        } catch (IllegalArgumentException | IOException e) {
            return e.getMessage();
        }
    }

    @Test
    void aVmUsesWhatTheTraceSaysInEachInterval() throws IOException {
        assertThat(busy(DEMAND, "burst: 10 ms")).isCloseTo(0.5, within(0.005));
        assertThat(busy(DEMAND, "start: 10 s, burst: {mean: 10 ms, cv: 2}")).isCloseTo(1.5, within(0.015));
    }

    @Test
    void gapsAreIdleAndTheSeriesBeginsAgainAtItsEnd() throws IOException {
        assertThat(busy(DEMAND, "start: 20 s, burst: 10 ms")).isZero();
        assertThat(busy(DEMAND, "start: 15 s, burst: 10 ms")).isCloseTo(0.75, within(0.01));
        String once = "time,duration,vm,demand\n0,2,a,1\n";
        assertThat(busy(once, "burst: 10 ms")).isCloseTo(1, within(0.01));
    }

    @Test
    void speedKeepsTheDemandAndShortensItsTime() throws IOException {
        assertThat(busy(DEMAND, "speed: 3, vm: a, burst: 1 ms")).isCloseTo((0.5 + 1.5) / 3, within(0.01));
        assertThat(busy(DEMAND, "speed: 2, vm: a, burst: 1 ms")).isCloseTo(1, within(0.01));
    }

    @Test
    void theVmsOfAGroupTakeThoseOfTheFileInTurn() throws IOException {
        double three = Runs.value(run(DEMAND, "burst: 10 ms", "count: 3"), "cpu.user") * 3 * 2;
        assertThat(three).isCloseTo(0.5 + 0.25 + 0.5, within(0.05));
        double sameForAll = Runs.value(run(DEMAND, "vm: b, burst: 10 ms", "count: 3"), "cpu.user") * 3 * 2;
        assertThat(sameForAll).isCloseTo(0.75, within(0.08));
    }

    @Test
    void arrivalsAreAsManyAsMeasuredAndTakeTheirWork() throws IOException {
        RunResult result = run(ARRIVALS, "start: 0 s", "");
        // Four of 0.5 s at once on two vCPUs take 1 s; 800 of the 1000 of 1 ms are expected in the first 8 of their 10
        // s.
        assertThat(2 * 10 * Runs.value(result, "cpu.user")).isCloseTo(2.8, within(0.1));
        assertThat(Runs.value(result, "throughput") * 10).isCloseTo(804, within(60.0));
        RunResult whole = run(ARRIVALS, "start: 2 s", "");
        assertThat(Runs.value(whole, "throughput") * 10).isCloseTo(1000, within(1.0));
    }

    @Test
    void arrivalsThatSayNoWorkRunTheProgramOfAWorkload() throws IOException, ScenarioException {
        scenario(DEMAND, "burst: 1 ms", "");
        Files.writeString(folder.resolve("load.csv"), "time,duration,vm,arrivals\n0,10,web,500\n");
        Path yaml = folder.resolve("test.yaml");
        String text = Files.readString(yaml).replace(", burst: 1 ms", "").replace("replay", "ideal-service");
        Files.writeString(yaml, text);
        RunResult result =
                HostSimulation.run(Assembler.plan(Scenario.read(yaml, List.of()).first(), 0, 0));
        assertThat(10 * Runs.value(result, "throughput")).isCloseTo(500, within(2.0));
    }

    @Test
    void theNotesNameTheBurstModelAndWhatWasMeasured() throws IOException {
        ScenarioPoint point = scenario(DEMAND, "vm: a, burst: {mean: 20 ms, cv: 1}", "")
                .points()
                .get(0);
        assertThat(Assembler.plan(point).notes())
                .anySatisfy(note -> assertThat(note)
                        .contains("replays demand of a in load.csv, in bursts of 20 ms on average (cv 1)")
                        .contains("which is an assumption: the trace has averages over 10 s")
                        .contains("Measured there: ready 2.00 %, co-stop 1.00 % of a vCPU's time"));
        ScenarioPoint narrow = scenario(DEMAND.replace("1.5", "2.5"), "vm: a, burst: 20 ms", "")
                .points()
                .get(0);
        assertThat(Assembler.plan(narrow).notes())
                .anySatisfy(note ->
                        assertThat(note).contains("In 40.00 % of the time a VM demands more CPUs than it has vCPUs"));
    }

    @Test
    void whatIsWrongWithATraceIsSaidWhereItIsNamed() {
        assertThat(wrong(DEMAND, "start: 0 s")).contains("missing key 'burst'").contains("averages do not say");
        assertThat(wrong(ARRIVALS, "burst: 1 ms")).contains("'load.csv' has arrivals, not demand");
        assertThat(wrong(DEMAND, "burst: 0 ms")).contains("bursts without a positive, finite mean");
        assertThat(wrong(DEMAND, "vm: c, burst: 1 ms"))
                .contains("no VM 'c' in 'load.csv'")
                .contains("a, b");
        assertThat(wrong(DEMAND, "start: 1 h, burst: 1 ms")).contains("the series ends before");
        assertThat(wrong("x,y\n", "burst: 1 ms")).contains("'load.csv' is no load series");
        assertThat(wrong(DEMAND + "12,5,b,2,1,,\n7,x,b,2,1,,\n", "burst: 1 ms"))
                .contains("2 rows cannot be read: load.csv:6: begins before the last row of 'b' has ended");
        assertThat(wrong("time,duration,vm,arrivals\n0,1,a,5\n", "workers: 1"))
                .contains("workload 'replay' computes for as long as the load says, and this load does not say it");
    }

    @Test
    void aFileElsewhereOrNowhereIsRefused() throws IOException {
        scenario(DEMAND, "burst: 1 ms", "");
        Path yaml = folder.resolve("test.yaml");
        String text = Files.readString(yaml);
        for (String name : List.of("../load.csv", "/load.csv", "a/../../load.csv", "C:\\load.csv", "''")) {
            Files.writeString(yaml, text.replace("file: load.csv", "file: " + name));
            assertThat(errors(yaml)).contains("is no path below the scenario's folder");
        }
        Files.writeString(yaml, text.replace("file: load.csv", "file: lod.csv"));
        assertThat(errors(yaml)).contains("there is no file 'lod.csv'").contains("test.yaml:9:");
    }

    private static String errors(Path yaml) {
        try {
            Scenario.read(yaml, List.of());
            return "";
        } catch (ScenarioException wrong) {
            return wrong.render();
        }
    }

    /** Every eighth interval of a real VM's first day, where the archive's sample is at hand beside the project. */
    @Test
    void aBitbrainsVmUsesWhatWasMeasuredWithinOnePerCentInEachInterval()
            throws IOException, ImportException, ScenarioException {
        Path sample = Path.of("../../shared/data/traces/bitbrains-gwa-t-12/rnd-2013-7-vm1-6days.csv");
        assumeTrue(Files.exists(sample), () -> sample + " is not here");
        replayed(sample, 8);
    }

    @Test
    void aShippedVmUsesWhatIsInTheTraceWithinOnePerCentInEachInterval()
            throws IOException, ImportException, ScenarioException {
        replayed(Path.of("traces/bitbrains-day/office.csv"), 24);
    }

    private void replayed(Path sample, int step) throws IOException, ImportException, ScenarioException {
        List<LoadRow> rows = new ArrayList<>();
        TraceImport.run("bitbrains", Trace.of(sample), new ImportSettings(0, 1), rows::add, new SkippedRows());
        List<String> lines = new ArrayList<>(List.of(String.join(",", LoadTable.DEMAND)));
        rows.forEach(row -> lines.add(String.join(",", LoadTable.cells(row))));
        for (int i = 0; i < 288; i += step) {
            LoadRow.Demand row = (LoadRow.Demand) rows.get(i);
            Scenario scenario = scenario(String.join("\n", lines), "start: " + row.time() + " s, burst: 5 ms", "")
                    .with(List.of("run.duration=" + row.duration() + " s"));
            RunResult result = HostSimulation.run(Assembler.plan(scenario.first(), 0, 0));
            assertThat(2 * Runs.value(result, "cpu.user"))
                    .as("interval " + i)
                    .isCloseTo(row.demand(), within(0.01 * row.demand()));
        }
    }

    @Test
    void theShippedSeriesAreWhatTheirTracesGive() throws IOException, ImportException {
        List<Path> vms;
        try (Stream<Path> all = Files.list(Path.of("traces/bitbrains-day"))) {
            vms = all.sorted().toList();
        }
        assertThat(imported("bitbrains", vms)).isEqualTo(Files.readAllLines(Path.of("traces/bitbrains-day.csv")));
        assertThat(imported("esxtop", List.of(Path.of("traces/esxtop-host/batch.csv"))))
                .isEqualTo(Files.readAllLines(Path.of("traces/esxtop-host.csv")));
    }

    private static List<String> imported(String kind, List<Path> traces) throws IOException, ImportException {
        List<String> lines = new ArrayList<>(List.of(String.join(",", LoadTable.DEMAND)));
        for (Path trace : traces) {
            TraceImport.run(
                    kind,
                    Trace.of(trace),
                    new ImportSettings(0, 1),
                    row -> lines.add(String.join(",", LoadTable.cells(row))),
                    new SkippedRows());
        }
        return lines;
    }

    private ScenarioSpec charted(String trace, String metric) throws IOException {
        return scenario(DEMAND, trace, "\ncharts: [{name: m, kind: measured, metric: " + metric + "}]")
                .first();
    }

    @Test
    void aChartOfWhatWasMeasuredHasTheMeansOfTheTrace() throws IOException {
        List<ChartSpec.Measured> both = charted("vm: a, burst: 1 ms", "[cpu.ready, cpu.costop]")
                .charts()
                .get(0)
                .measured();
        assertThat(both).extracting(ChartSpec.Measured::vm).containsOnly("vm");
        assertThat(both).extracting(ChartSpec.Measured::metric).containsExactly("cpu.ready", "cpu.costop");
        assertThat(both.get(0).mean()).isCloseTo((10 * 0.01 + 10 * 0.03 + 5 * 0.02) / 25, within(1e-12));
        assertThat(both.get(1).mean()).isCloseTo((10 * 0.02 + 5 * 0.01) / 25, within(1e-12));
        List<ChartSpec.Measured> later = charted("vm: a, start: 15 s, burst: 1 ms", "cpu.ready")
                .charts()
                .get(0)
                .measured();
        assertThat(later.get(0).mean()).isCloseTo((10 * 0.03 + 5 * 0.02) / 15, within(1e-12));
    }

    @Test
    void aChartOfWhatNoTraceMeasuresIsAnError() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> charted("vm: a, burst: 1 ms", "cpu.user"))
                .withMessageContaining("traces do not measure cpu.user");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> scenario(
                        "time,duration,vm,demand\n0,2,a,1\n",
                        "burst: 1 ms",
                        "\ncharts: [{name: m, kind: measured, metric: cpu.ready}]"))
                .withMessageContaining("no VM in it replays a trace that has its metrics");
    }
}
