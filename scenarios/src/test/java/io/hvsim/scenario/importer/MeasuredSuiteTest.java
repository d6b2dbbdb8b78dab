// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.load.Series;
import io.hvsim.scenario.suite.Role;
import io.hvsim.scenario.suite.Suites;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.validation.PointOutcome;
import io.hvsim.scenario.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces that become suites, and what the model says of them. */
class MeasuredSuiteTest {
    private static final Path SAMPLES = Path.of("../../shared/data/traces");

    @TempDir
    private Path folder;

    private String suite(String kind, Trace trace) throws ImportException, IOException {
        MeasuredSuite suite = new MeasuredSuite(kind);
        List<LoadRow> rows = new ArrayList<>();
        Imported imported = TraceImport.run(
                kind,
                trace,
                new ImportSettings(0, 2),
                row -> {
                    rows.add(row);
                    suite.add(row);
                },
                new SkippedRows());
        Files.writeString(folder.resolve("load.csv"), Series.text(rows));
        return suite.text("trace.csv", "abc", "load.csv", imported.pcpus());
    }

    private List<PointOutcome> validated(String suite) throws ScenarioException, IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), suite);
        return Validation.run(List.of(Suites.read(file)), new Experiment(1, Progress.SILENT))
                .get(0)
                .points();
    }

    private static Map<String, Double> simulated(List<PointOutcome> points) {
        return points.stream()
                .collect(Collectors.toMap(
                        point -> point.point().caseName(),
                        point -> point.simulated().mean()));
    }

    /** Five samples of a VM of two vCPUs and one of one on two CPUs, with ready and co-stop in per cent. */
    private static Trace esxtop(double readyA, double coStopA, double readyB) {
        String name = "\"\\\\esx\\Vcpu(%s)\\%% %s\"";
        List<String> cells = new ArrayList<>(List.of("\"(PDH-CSV 4.0) (UTC)(0)\""));
        List<String> values = new ArrayList<>();
        for (String pcpu : List.of("0", "1", "_Total")) {
            cells.add("\"\\\\esx\\Physical Cpu(" + pcpu + ")\\% Util Time\"");
            values.add("70");
        }
        for (String world : List.of("7:A (old):71:vmx-vcpu-0:x", "7:A (old):72:vmx-vcpu-1:x", "9:b:91:vmx-vcpu-0:b")) {
            boolean isA = world.startsWith("7");
            cells.add(name.formatted(world, "Run"));
            values.add(isA ? "45" : "50");
            cells.add(name.formatted(world, "Ready"));
            values.add(String.format(Locale.ROOT, "%.5f", isA ? readyA : readyB));
            cells.add(name.formatted(world, "CoStop"));
            values.add(String.format(Locale.ROOT, "%.5f", isA ? coStopA : 0));
        }
        StringBuilder text = new StringBuilder(String.join(",", cells) + "\n");
        for (int i = 0; i < 5; i++) {
            text.append("\"04/26/2018 14:06:%02d\",".formatted(5 * i))
                    .append(String.join(",", values))
                    .append('\n');
        }
        return Formats.trace(text.toString());
    }

    @Test
    void whatARunGivesComesBackWhenItIsMeasuredAndImported() throws Exception {
        Map<String, Double> run = simulated(validated(suite("esxtop", esxtop(1, 1, 1))));
        double readyA = run.get("A (old): ready");
        double coStopA = run.get("A (old): co-stop");
        double readyB = run.get("b: ready");
        assertThat(List.of(readyA, coStopA, readyB)).allMatch(share -> share > 1e-4);

        List<PointOutcome> again = validated(suite("esxtop", esxtop(100 * readyA, 100 * coStopA, 100 * readyB)));
        assertThat(again)
                .hasSize(6)
                .allSatisfy(point -> assertThat(point.errorPercent())
                        .as(point.point().label())
                        .isCloseTo(0, within(point.point().role() == Role.PREDICTED ? 0.1 : 3.0)));
    }

    @Test
    void aSuiteSaysWhatIsAssumedAndWhereItsPointsComeFrom() throws Exception {
        assertThat(suite("esxtop", esxtop(4, 2, 3)))
                .contains("source: \"trace.csv (sha256 abc), esxtop\"")
                .contains("extends: xeon-x5570  # assumed: the trace does not name the CPU")
                .contains("cores-per-socket: 2  # CPUs that the trace counts")
                .contains("hypervisor: esx-4.0  # assumed: ")
                .contains("\n    a-old:\n      vcpus: 2\n      guest: linux-2.6.22  # assumed, for all\n")
                .contains("vm: \"A (old)\", burst: {mean: 20 ms, cv: 1}}}  # bursts are assumed")
                .contains("Measured as 0, without a point: b: co-stop.")
                .contains("metric: \"a-old.cpu.ready\", published: 4 %, role: predicted}")
                .contains("metric: \"a-old.cpu.user\", published: 45 %, role: fitted}")
                .contains("metric: \"*.host.utilization\", published: 70 %, role: fitted}");
    }

    @Test
    void aLongSeriesPassesInTenMinutes() throws Exception {
        String text = suite("csv", Formats.trace("time,duration,vm,demand,ready\n0,6000,a,0.5,0.01\n"));
        assertThat(text)
                .contains("duration: 600 s, replications: 3}  # 6000 s of the series")
                .contains("speed: 10}")
                .contains("vcpus: 1  # assumed: the fewest that its use needs")
                .contains("cores-per-socket: 1  # assumed: as many as the largest VM has vCPUs");
    }

    @Test
    void gapsCountAsIdle() throws Exception {
        String text = suite("csv", Formats.trace("time,duration,vm,demand,ready\n0,10,a,0.5,0.1\n30,10,a,0.5,0.1\n"));
        assertThat(text).contains("published: 25 %").contains("published: 5 %");
    }

    @Test
    void whatWasNotMeasuredIsNeitherAPointNorZero() throws Exception {
        String text = suite(
                "csv", Formats.trace("time,duration,vm,demand,ready\n0,10,a,0.5,0.1\n10,10,a,0.5,\n0,20,b,0.5,\n"));
        assertThat(text).contains("metric: \"a.cpu.ready\", published: 10 %").doesNotContain("b.cpu.ready");
        assertThat(text).doesNotContain("Measured as 0").doesNotContain("cpu.costop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bitbrains", "planetlab", "azure", "swf"})
    void aTraceOfLoadAloneMakesNoSuite(String kind) {
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> new MeasuredSuite(kind))
                .withMessageContaining("no suite can be made of " + kind + ": it holds load only");
    }

    @Test
    void arrivalsAndIdleVmsMakeNoSuite() {
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> suite("csv", Formats.trace("time,duration,vm,arrivals\n0,10,a,5\n")))
                .withMessageContaining("it holds arrivals");
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> suite("csv", Formats.trace("time,duration,vm,demand\n0,10,a,0\n")))
                .withMessageContaining("every VM was idle");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "esxtop, esxtop/esxtop-batch-6vms-3samples.csv, 13",
        "esxtop, esxtop/esxtop-batch-tiny.csv, 5",
        "sadf, sysstat/sar-cpu.sadf-d.csv, 2",
        "sadf, sysstat/sar-cpu-mem-disk.sadf-j.json, 2",
        "vmstat, sysstat/vmstat-1s.txt, 2",
        "virt-top, virt-top/virt-top-3-guests.csv, 4",
    })
    void everySampleOfAHostCanBeValidated(String kind, String path, int points) throws Exception {
        assumeTrue(Files.exists(SAMPLES.resolve(path)), "the samples are not here");
        List<PointOutcome> outcomes = validated(suite(kind, Trace.of(SAMPLES.resolve(path))));
        assertThat(outcomes).hasSize(points).allSatisfy(point -> {
            assertThat(point.simulated().mean()).isFinite();
            assertThat(point.errorPercent()).isFinite();
        });
    }
}
