// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ChartSpec.Kind;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.MadeUp;
import io.hvsim.output.Studies;
import io.hvsim.output.data.Points;
import io.hvsim.output.export.ResultsJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChartsTest {
    private static final ExperimentResult SWEEP = Studies.loadSweep().curves().build();
    private static final ExperimentResult RESTORED = restored(SWEEP);

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TORNADO", "MEASURED"})
    void drawingTwiceGivesTheSameBytes(Kind kind) {
        ChartSpec spec = MadeUp.spec("twice", kind, "load.open.rate", "platform", "throughput");
        for (ChartFormat format : ChartFormat.values()) {
            assertThat(format.write(Charts.of(RESTORED, spec)))
                    .as(format.name())
                    .isEqualTo(format.write(Charts.of(SWEEP, spec)));
        }
    }

    /** The hashes were computed on OpenJDK 17 (Debian) and Temurin 25; whoever changes the look must renew them. */
    @Test
    void bytesAreThoseOfEveryOtherMachine() {
        Chart chart = Charts.of(
                Studies.workloads("central", "optimistic").build(),
                with(MadeUp.spec("hashed", Kind.BARS, "workload", "platform", "throughput"), "native", "figures"));

        Map<ChartFormat, String> hashes = Arrays.stream(ChartFormat.values())
                .collect(Collectors.toMap(format -> format, format -> sha256(format.write(chart))));

        assertThat(hashes)
                .isEqualTo(Map.of(
                        ChartFormat.SVG, "40f0982f74b05746",
                        ChartFormat.PNG, "8700fdc0d8f02ed5",
                        ChartFormat.PDF, "720f8cadd42c4819",
                        ChartFormat.CSV, "17cb636068c108dc"));
    }

    @Test
    void barsAreDividedByTheirBaseAndBandsSpanTheOtherFigures() {
        ExperimentResult study = MadeUp.experiment()
                .axis("workload", "mail")
                .axis("platform", "native", "VMI")
                .axis("figures", "central", "optimistic", "pessimistic")
                .measuring((labels, each) -> each.put(
                        "web",
                        "throughput",
                        "1/s",
                        labels.get("platform").equals("native")
                                ? 100
                                : Map.of("central", 80, "optimistic", 90, "pessimistic", 60)
                                        .get(labels.get("figures"))))
                .noise(0)
                .build();
        ChartSpec spec =
                with(MadeUp.spec("bars", Kind.BARS, "workload", "platform", "throughput"), "native", "figures");

        assertThat(csv(Charts.of(study, spec))).isEqualTo("""
                        workload,series,vm,metric,unit,value,ci_low,ci_high,band_low,band_high
                        mail,native,web,throughput,ratio,1,1,1,1,1
                        mail,VMI,web,throughput,ratio,0.8,0.8,0.8,0.6,0.9
                        """);
    }

    @Test
    void linesKeepEveryPointWithItsInterval() {
        Chart chart = Charts.of(SWEEP, MadeUp.spec("l", Kind.LINES, "load.open.rate", "platform", "latency.p99"));

        assertThat(chart.data().rows()).hasSize(1 + 4 * 9);
        List<String> last = chart.data().rows().get(36);
        assertThat(last.subList(0, 5)).containsExactly("900/s", "binary-translation", "web", "latency.p99", "s");
        assertThat(Double.parseDouble(last.get(6))).isLessThan(Double.parseDouble(last.get(5)));
        assertThat(Double.parseDouble(last.get(7))).isGreaterThan(Double.parseDouble(last.get(5)));
    }

    @Test
    void blamedSecondsSumToThePercentile() {
        Chart chart = Charts.of(SWEEP, MadeUp.spec("b", Kind.BLAME, "load.open.rate", "platform"));
        Points points = new Points(SWEEP);

        Map<String, Double> sums = chart.data().rows().stream()
                .skip(1)
                .filter(row -> row.get(3).equals("p99"))
                .collect(Collectors.groupingBy(
                        row -> row.get(1), Collectors.summingDouble(row -> Double.parseDouble(row.get(5)))));

        assertThat(sums).hasSize(4);
        sums.forEach((platform, sum) -> {
            var point = points.at(Map.of("platform", platform, "load.open.rate", "900/s"))
                    .orElseThrow();
            double p99 = Points.estimate(point, "web", "latency.p99").mean();
            assertThat(sum).isEqualTo(p99, within(1e-9));
        });
    }

    @Test
    void sharesOfCpuTimeSumToOne() {
        Chart chart = Charts.of(Studies.workloads().build(), MadeUp.spec("c", Kind.CPU_SPLIT, "workload", "platform"));

        Map<String, Double> sums = chart.data().rows().stream()
                .skip(1)
                .collect(Collectors.groupingBy(
                        row -> row.get(0) + row.get(1),
                        Collectors.summingDouble(row -> Double.parseDouble(row.get(4)))));

        assertThat(sums).hasSize(48);
        assertThat(sums.values()).allSatisfy(sum -> assertThat(sum).isEqualTo(1, within(1e-9)));
    }

    @Test
    void aLongSweepIsNarrowedToItsHighestLoadAndSaysSo() {
        Chart chart = Charts.of(SWEEP, MadeUp.spec("b", Kind.BLAME, "load.open.rate", "platform"));

        assertThat(chart.picture().description()).endsWith("; at offered load 900/s");
    }

    @Test
    void aChartOfFewPointsIsDrawnAtTheLabelItAsksFor() {
        ChartSpec last = MadeUp.spec("b", Kind.BLAME, "load.open.rate", "platform");
        ChartSpec asked = new ChartSpec(
                last.name(),
                last.kind(),
                "",
                "",
                last.x(),
                last.series(),
                last.metrics(),
                "web",
                "",
                Double.NaN,
                "",
                false,
                false,
                "300/s",
                List.of());

        assertThat(Charts.of(SWEEP, asked).picture().description()).endsWith("; at offered load 300/s");
    }

    @Test
    void whatWasMeasuredStandsBesideWhatIsSimulated() {
        ExperimentResult result = MadeUp.experiment()
                .axis("bursts", "5 ms", "80 ms")
                .noise(0)
                .measuring((labels, each) -> {
                    each.put("db", "cpu.ready", "share", labels.get("bursts").equals("5 ms") ? 0.03 : 0.05);
                    each.put("db", "cpu.costop", "share", 0);
                    each.put("web", "cpu.ready", "share", 0.01);
                })
                .build();
        ChartSpec spec = new ChartSpec(
                "measured",
                Kind.MEASURED,
                "",
                "",
                "",
                "",
                List.of("cpu.ready", "cpu.costop"),
                "",
                "",
                Double.NaN,
                "",
                false,
                false,
                "",
                List.of(
                        new ChartSpec.Measured("db", "cpu.ready", 0.04),
                        new ChartSpec.Measured("db", "cpu.costop", 0),
                        new ChartSpec.Measured("web", "cpu.ready", 0)));

        Chart chart = Charts.of(result, spec);

        assertThat(chart.data().rows().stream()
                        .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(4)))
                .containsExactly(
                        "vm metric series value",
                        "db cpu.ready measured 0.04",
                        "db cpu.ready bursts 5 ms 0.03",
                        "db cpu.ready bursts 80 ms 0.05",
                        "web cpu.ready measured 0",
                        "web cpu.ready bursts 5 ms 0.01",
                        "web cpu.ready bursts 80 ms 0.01");
        assertThat(chart.picture().description()).doesNotEndWith("at ").doesNotEndWith("at");
        assertThat(ChartFormat.PNG.write(chart)).isEqualTo(ChartFormat.PNG.write(Charts.of(restored(result), spec)));
    }

    @Test
    void picturesGrowWithTheirRows() {
        Chart few = Charts.of(SWEEP, MadeUp.spec("c", Kind.CPU_SPLIT, "load.open.rate", "platform"));
        Chart many = Charts.of(Studies.workloads().build(), MadeUp.spec("c", Kind.CPU_SPLIT, "workload", "platform"));

        assertThat(few.picture().height()).isEqualTo(Theme.HEIGHT);
        assertThat(many.picture().height()).isGreaterThan(1000);
    }

    @Test
    void aLimitFarAboveTheDataIsNamedInsteadOfDrawn() {
        ChartSpec spec = MadeUp.spec("l", Kind.LINES, "load.open.rate", "platform", "latency.p99");
        ChartSpec limited = new ChartSpec(
                spec.name(),
                spec.kind(),
                "",
                "",
                spec.x(),
                spec.series(),
                spec.metrics(),
                "web",
                "",
                60,
                "",
                false,
                false);

        assertThat(Charts.of(SWEEP, limited).picture().description())
                .endsWith("; the limit of 60 s lies outside the picture");
    }

    @Test
    void namesSpaceEvenlyAndOneReplicationHasNoInterval() {
        ExperimentResult study = MadeUp.experiment()
                .axis("guest", "2.6.16", "2.6.20", "2.6.22")
                .replications(1)
                .measuring((labels, each) -> each.put("web", "throughput", "1/s", 5))
                .build();
        Chart chart = Charts.of(study, MadeUp.spec("l", Kind.LINES, "guest", "", "throughput"));

        assertThat(chart.picture().description()).isEqualTo("1 replication per point");
        assertThat(chart.data().rows().get(1).get(6)).isEmpty();
        assertThat(ChartFormat.SVG.write(chart)).isNotEmpty();
    }

    @Test
    void whatCannotBeDrawnIsNamed() {
        assertThatThrownBy(() -> Charts.of(SWEEP, MadeUp.spec("c", Kind.LINES, "load", "platform", "throughput")))
                .hasMessageContaining("the sweep has no axis 'load'");
        assertThatThrownBy(() -> Charts.of(SWEEP, MadeUp.spec("c", Kind.LINES, "load.open.rate", "", "speed")))
                .hasMessage("chart 'c': no point has a value for speed of web");
        assertThatThrownBy(() -> Charts.of(
                        SWEEP,
                        with(MadeUp.spec("c", Kind.BARS, "load.open.rate", "platform", "throughput"), "Xen", "")))
                .hasMessage("chart 'c': cannot normalize to 'Xen', which is no label of the series axis");
        assertThatThrownBy(() -> Charts.of(SWEEP, MadeUp.spec("../c", Kind.CDF, "", "")))
                .hasMessage("chart '../c': a name has letters, digits and dashes only");
    }

    private static ChartSpec with(ChartSpec spec, String base, String band) {
        return new ChartSpec(
                spec.name(),
                spec.kind(),
                "",
                "",
                spec.x(),
                spec.series(),
                spec.metrics(),
                "web",
                base,
                Double.NaN,
                band,
                false,
                false);
    }

    private static ExperimentResult restored(ExperimentResult result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsJson.write(result, List.of(), out);
        return ResultsJson.read(new ByteArrayInputStream(out.toByteArray())).result();
    }

    private static String csv(Chart chart) {
        return new String(ChartFormat.CSV.write(chart), StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
