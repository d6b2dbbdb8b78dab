// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.MadeUp;
import io.hvsim.output.Small;
import io.hvsim.output.Studies;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class ExportTest {

    @Test
    void summaryHasOneRowPerPointAndMetric() {
        assertThat(text(SummaryCsv::write, Small.result())).isEqualTo("""
                        platform,load.open.rate,vm,metric,unit,mean,ci_low,ci_high,replications
                        native,100/s,web,throughput,1/s,100,98,102,2
                        native,100/s,web,latency.p99,s,0.0022,0.0011,0.0044,2
                        "VMI, lazy",100/s,web,throughput,1/s,0,-1,1,2
                        "VMI, lazy",100/s,web,latency.p99,s,,,,2
                        """);
    }

    @Test
    void replicationsHaveOneRowEach() {
        assertThat(text(ReplicationsCsv::write, Small.result())).isEqualTo("""
                        platform,load.open.rate,vm,metric,unit,replication,value
                        native,100/s,web,throughput,1/s,0,99
                        native,100/s,web,latency.p99,s,0,0.0021
                        native,100/s,web,throughput,1/s,1,101
                        native,100/s,web,latency.p99,s,1,0.0023
                        "VMI, lazy",100/s,web,throughput,1/s,0,0
                        "VMI, lazy",100/s,web,latency.p99,s,0,
                        "VMI, lazy",100/s,web,throughput,1/s,1,0
                        "VMI, lazy",100/s,web,latency.p99,s,1,
                        """);
    }

    @Test
    void jsonHasTheSameDataWithAxesPrecisionAndWarmup() {
        assertThat(text(SummaryJson::write, Small.result())).isEqualTo("""
                        {
                          "scenario": "tiny",
                          "title": "Tiny",
                          "question": "Is \\"it\\" fast?",
                          "seed": 7,
                          "confidence": 0.95,
                          "axes": [
                            {
                              "name": "platform",
                              "labels": [
                                "native",
                                "VMI, lazy"
                              ]
                            },
                            {
                              "name": "load.open.rate",
                              "labels": [
                                "100/s"
                              ]
                            }
                          ],
                          "warnings": [
                            "mind the gap"
                          ],
                          "points": [
                            {
                              "axes": { "platform": "native", "load.open.rate": "100/s" },
                              "replications": 2,
                              "warmup_s": 1.5,
                              "precision": "",
                              "precision_reached": true,
                              "notes": [ ],
                              "metrics": [
                                { "vm": "web", "metric": "throughput", "unit": "1/s", "mean": 100, "ci_low": 98, "ci_high": 102, "replications": 2 },
                                { "vm": "web", "metric": "latency.p99", "unit": "s", "mean": 0.0022, "ci_low": 0.0011, "ci_high": 0.0044, "replications": 2 }
                              ]
                            },
                            {
                              "axes": { "platform": "VMI, lazy", "load.open.rate": "100/s" },
                              "replications": 2,
                              "warmup_s": 1.5,
                              "precision": "",
                              "precision_reached": true,
                              "notes": [ ],
                              "metrics": [
                                { "vm": "web", "metric": "throughput", "unit": "1/s", "mean": 0, "ci_low": -1, "ci_high": 1, "replications": 2 },
                                { "vm": "web", "metric": "latency.p99", "unit": "s", "mean": null, "ci_low": null, "ci_high": null, "replications": 2 }
                              ]
                            }
                          ]
                        }
                        """);
    }

    @Test
    void localeDoesNotMatter() {
        String usual = text(SummaryCsv::write, Studies.loadSweep().build());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(text(SummaryCsv::write, Studies.loadSweep().build())).isEqualTo(usual);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void storedResultsReadBackCompletely() {
        ExperimentResult result = Studies.loadSweep()
                .curves()
                .chart(MadeUp.spec("c", ChartSpec.Kind.LINES, "load.open.rate", "platform", "throughput"))
                .build();
        byte[] stored = bytes((each, out) -> ResultsJson.write(each, List.of(), out), result);

        ExperimentResult read =
                ResultsJson.read(new ByteArrayInputStream(stored)).result();

        assertThat(bytes((each, out) -> ResultsJson.write(each, List.of(), out), read))
                .isEqualTo(stored);
        assertThat(read.points().get(0).axes())
                .containsExactlyEntriesOf(result.points().get(0).axes());
        assertThat(read.charts()).isEqualTo(result.charts());
        assertThat(read.points()
                        .get(3)
                        .replications()
                        .get(1)
                        .timeSeries()
                        .get(0)
                        .values())
                .containsExactly(result.points()
                        .get(3)
                        .replications()
                        .get(1)
                        .timeSeries()
                        .get(0)
                        .values());
    }

    @Test
    void aForeignFileIsNoStoredResult() {
        assertThatThrownBy(() -> ResultsJson.read(new ByteArrayInputStream("{\"format\": 99}".getBytes())))
                .hasMessage("results stored in another format; this version reads format 2");
        assertThatThrownBy(() -> ResultsJson.read(new ByteArrayInputStream("hello".getBytes())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a stored result: ");
    }

    private static String text(BiConsumer<ExperimentResult, OutputStream> format, ExperimentResult result) {
        return new String(bytes(format, result), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(BiConsumer<ExperimentResult, OutputStream> format, ExperimentResult result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.accept(result, out);
        return out.toByteArray();
    }
}
