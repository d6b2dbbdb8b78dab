// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ChartSpec.Kind;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.Spread;
import io.hvsim.output.MadeUp;
import io.hvsim.output.Small;
import io.hvsim.output.Studies;
import io.hvsim.output.chart.Chart;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.output.chart.Charts;
import io.hvsim.output.data.Points;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final Provenance PROVENANCE = new Provenance(
            "1.2.3",
            "hvsim run scenarios/vmi-study.yaml --seed 42",
            "title: <b>bold</b>\n",
            Map.of("vmi-study.yaml", "abc123"),
            Map.of());

    @Test
    void theReportHasEverythingThatAReaderAsksFor() {
        ExperimentResult result = Studies.loadSweep()
                .chart(limited())
                .chart(MadeUp.spec("blame", Kind.BLAME, "load.open.rate", "platform"))
                .build();

        String html = HtmlReport.of(result, PROVENANCE, charts(result), EnumSet.of(ChartFormat.SVG, ChartFormat.CSV));

        assertThat(html)
                .contains("<h1>Web server by virtualization technique</h1>")
                .contains("How much load does each technique take, and what limits it?")
                .contains("the disk model has no write cache")
                .contains("<th class=\"number\">p99 latency</th>")
                .contains("<figure id=\"chart-latency\"><svg ")
                .contains("<a href=\"charts/blame.csv\">csv</a>")
                .contains("<h3>binary-translation, offered load 900/s</h3>")
                .contains("web: technique VMI, as asked")
                .contains("Each point is the mean of 5 replications, with a 95 % Student-t interval. Each replication"
                        + " simulates 2 s that are left out as warm-up, then 20 s that are measured.")
                .contains("Agesen et al., USENIX ATC 2012, Table 1", "Pentium 4 (Prescott)")
                .contains("<span class=\"mark assumed\">assumed</span>")
                .contains("<span class=\"mark\">fitted</span> to kernel compile under binary translation")
                .contains("hvsim run scenarios/vmi-study.yaml --seed 42", "SHA-256 abc123", "1.2.3");
    }

    private static String waiting(double ready, double capped, double costop, double worst) {
        ExperimentResult result = MadeUp.experiment()
                .measuring((labels, put) -> {
                    put.put("web", "esxtop.run", "share", 1 - ready - costop);
                    put.put("web", "esxtop.rdy", "share", ready);
                    put.put("web", "esxtop.mlmtd", "share", capped);
                    put.put("web", "esxtop.cstp", "share", costop);
                    put.put("web", "esxtop.rdy-worst", "share", worst);
                    put.put("web", "esxtop.wait", "share", 0);
                    put.put("web", "steal.kvm", "share", ready + costop);
                    put.put("web", "steal.xen", "share", ready + costop);
                })
                .build();
        return HtmlReport.of(result, PROVENANCE, List.of(), Set.of());
    }

    @Test
    void thresholdsOfEsxtopSayWhetherVmsWaitTooLong() {
        assertThat(waiting(0.005, 0, 0.004, 0.005)).doesNotContain("Waiting for a pCPU");
        assertThat(waiting(0.02, 0, 0, 0.02)).contains("<h2>Waiting for a pCPU</h2>", ">2.0 %<", ">healthy<");
        assertThat(waiting(0.05, 0, 0, 0.05)).contains(">pCPUs are getting scarce<");
        assertThat(waiting(0.11, 0, 0, 0.11))
                .contains(">too few pCPUs for this load<")
                .doesNotContain("%MLMTD");
        assertThat(waiting(0.11, 0.1, 0, 0.11)).contains("%MLMTD", ">held back by its limit<");
        assertThat(waiting(0.02, 0, 0.03, 0.02)).contains("%CSTP", ">held back for its siblings");
        assertThat(waiting(0.02, 0, 0, 0.2)).contains(">one VM waits far longer than the rest<");
    }

    @Test
    void theReportNeedsNothingElse() {
        ExperimentResult result = Studies.single().build();
        String html = HtmlReport.of(result, PROVENANCE, charts(result), Set.of());

        assertThat(html).doesNotContain("<script", "<link", "@import", "url(http", "<img");
        assertThat(Pattern.compile("(?:href|src)=\"([^\"#][^\"]*)\"")
                        .matcher(html)
                        .results())
                .isEmpty();
    }

    @Test
    void everyElementIsClosed() {
        ExperimentResult result = Studies.loadSweep().build();
        String html = HtmlReport.of(result, PROVENANCE, List.of(), Set.of());

        for (String tag : List.of("div", "p", "table", "tr", "td", "th", "ul", "li", "dl", "details", "span", "main")) {
            assertThat(count(html, "<" + tag + "[ >]")).as(tag).isEqualTo(count(html, "</" + tag + ">"));
        }
    }

    @Test
    void textOfTheUserIsNeverMarkup() {
        ExperimentResult evil = new ExperimentResult(
                "x\"><script>",
                "<script>alert(1)</script>",
                "a & b",
                1,
                0.95,
                List.of("<axis>"),
                List.of(),
                List.of(),
                List.of("it's <i>"),
                List.of(),
                Spread.CHANCE,
                List.of());

        String html = HtmlReport.of(evil, PROVENANCE, List.of(), Set.of());

        assertThat(html)
                .doesNotContain("<script>", "<i>", "<axis>", "<b>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "a &amp; b", "it&#39;s &lt;i&gt;");
    }

    @Test
    void theAnswerSaysHowFarTheLimitIsKeptAndWhoIsBest() {
        ExperimentResult result = Studies.loadSweep().noise(0).chart(limited()).build();

        assertThat(new Answer(new Points(result)).sentences())
                .containsExactly(
                        "p99 latency stays within 50 ms up to offered load 900/s, the last value tried, with native and"
                                + " VMI; up to offered load 800/s with hardware-assist; up to offered load 700/s with"
                                + " binary-translation.",
                        "At offered load 900/s, p99 latency is lowest with native (16.5 ms) and highest with"
                                + " binary-translation (253 ms), 15.3 times as much (15.3 to 15.3, paired by"
                                + " replication).",
                        "Virtualization takes 0 % (native) to 34.6 % (binary-translation) of vCPU time.");
    }

    @Test
    void namedWorkloadsAreAnsweredByGeometricMeans() {
        ExperimentResult result = MadeUp.experiment()
                .axis("workload", "mail", "fork")
                .axis("platform", "native", "VMI")
                .measuring((labels, each) -> each.put(
                        "web",
                        "throughput",
                        "1/s",
                        labels.get("platform").equals("native")
                                ? 100
                                : labels.get("workload").equals("mail") ? 90 : 40))
                .noise(0)
                .build();

        assertThat(new Answer(new Points(result)).sentences())
                .containsExactly(
                        "Throughput with VMI is 0.60 times that of native (geometric mean over 2 workloads; 0.40"
                                + " for fork to 0.90 for mail).");
    }

    @Test
    void aSingleCourseIsToldFromEndToEnd() {
        ExperimentResult result = MadeUp.experiment()
                .axis("vms.web.vcpus", "1", "2", "4")
                .measuring((labels, each) ->
                        each.put("web", "throughput", "1/s", 100 * Double.parseDouble(labels.get("vms.web.vcpus"))))
                .noise(0)
                .build();

        assertThat(new Answer(new Points(result)).sentences())
                .containsExactly("Throughput goes from 100/s at vCPUs per VM 1 to 400/s at vCPUs per VM 4.");
    }

    @Test
    void reasonsNameTheLargestPartsFirst() {
        ExperimentResult result = Studies.single().noise(0).build();

        assertThat(new Reasons(new Points(result)).all())
                .containsExactly(new Reasons.Reason(
                        "web",
                        "Of the p99 of 12.5 ms, 6.28 ms (50 %) is the guest's run queue; 2.69 ms (22 %) is ready time"
                                + " (waiting for a physical CPU); 1.12 ms (9 %) is device queues; 840 µs (7 %) is"
                                + " user-mode work; the other 1.53 ms has smaller causes."));
    }

    @Test
    void missedPrecisionIsAWarningOfItsPoint() {
        ExperimentResult small = Small.result();
        PointResult point = small.points().get(0);
        PointResult missed = new PointResult(
                point.axes(), 0, "asked for 2 %, reached 5 %", false, List.of(), point.metrics(), List.of());
        ExperimentResult result = new ExperimentResult(
                "s",
                "t",
                "",
                1,
                0.95,
                small.axes(),
                List.of(missed),
                List.of(),
                List.of(),
                List.of(),
                Spread.CHANCE,
                List.of());

        assertThat(HtmlReport.of(result, PROVENANCE, List.of(), Set.of()))
                .contains("<li>native, offered load 100/s: asked for 2 %, reached 5 %</li>");
    }

    @Test
    void aResultWithoutAnyRequestStillHasAReport() {
        ExperimentResult nothing = new ExperimentResult(
                "s", "t", "", 1, 0.95, List.of(), List.of(), List.of(), List.of(), List.of(), Spread.CHANCE, List.of());

        assertThat(HtmlReport.of(nothing, PROVENANCE, List.of(), Set.of())).contains("<h1>t</h1>");
    }

    private static ChartSpec limited() {
        return new ChartSpec(
                "latency",
                Kind.LINES,
                "",
                "",
                "load.open.rate",
                "platform",
                List.of("latency.p50", "latency.p99"),
                "web",
                "",
                0.05,
                "",
                false,
                true);
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    private static List<Chart> charts(ExperimentResult result) {
        return Charts.specs(result).stream()
                .map(spec -> Charts.of(result, spec))
                .toList();
    }
}
