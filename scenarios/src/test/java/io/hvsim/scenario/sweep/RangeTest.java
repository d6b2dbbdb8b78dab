// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host.clock     | {from: 1 GHz, to: 2 GHz, step: 500 MHz}            | 1 GHz, 1.5 GHz, 2 GHz",
                "host.clock     | {from: 1 GHz, to: 2 GHz, step: 400 MHz}            | 1 GHz, 1.4 GHz, 1.8 GHz",
                "vms.web.load.open.rate | {from: 100/s, to: 1k/s, step: 300/s}       | 100/s, 400/s, 700/s, 1000/s",
                "vms.web.load.open.rate | {from: 0.1k/s, to: 0.3k/s, step: 100/s}    | 0.1k/s, 0.2k/s, 0.3k/s",
                "vms.web.count  | {from: 1, to: 4, step: 1}                          | 1, 2, 3, 4",
                "vms.web.count  | {from: 1, to: 64, points: 7, scale: log}           | 1, 2, 4, 8, 16, 32, 64",
                "run.duration   | {from: 1 ms, to: 1 s, points: 4, scale: log}       | 1 ms, 10 ms, 100 ms, 1000 ms",
                "run.duration   | {from: 1 s, to: 2 s, points: 3}                    | 1 s, 1.5 s, 2 s",
                "run.warmup     | {from: 0 ms, to: 1 s, step: 500 ms}                | 0 ms, 500 ms, 1000 ms",
                "run.confidence | {from: 90 %, to: 99 %, points: 2}                  | 90 %, 99 %",
                "hypervisor.scheduler.quantum | {from: 0.1 ms, to: 0.3 ms, step: 0.1 ms} | 0.1 ms, 0.2 ms, 0.3 ms",
            })
    void rangesAreExactAndKeepTheUnitOfTheirBeginning(String path, String range, String labels) {
        var scenario = Texts.scenario(Texts.WEB + "sweep: {" + path + ": " + range + "}\n");
        assertThat(String.join(", ", scenario.labels(path))).isEqualTo(labels);
        assertThat(scenario.points()).hasSize(labels.split(", ").length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{from: 1, to: 4}                              | a range needs either step or points",
                "{from: 1, to: 4, step: 1, points: 2}          | a range needs either step or points",
                "{from: 4, to: 1, step: 1}                     | 'to' is not above 'from'",
                "{from: 1, to: 4, step: 0}                     | 'step' is not above 0",
                "{from: 1, to: 4, step: 1 s}                   | from, to and step are not of one kind",
                "{from: 0, to: 4, points: 3, scale: log}       | a log scale begins above 0",
                "{from: 1, to: 4, step: 1, scale: log}         | step on a log scale",
                "{from: 1, to: 1e9, step: 1}                   | more than 1000 values",
                "{from: one, to: 4, step: 1}                   | 'one' is not a number with a unit hvsim knows",
                "{from: 1, to: 4, stp: 1}                      | unknown key 'stp'",
                "[]                                            | an axis without values",
                "[1, 1]                                        | value '1' twice on an axis",
                "{a: 1}                                        | expected what the variant 'a' changes, found '1'",
                "5                                             | expected a list, a range or variants, found '5'",
            })
    void wrongRangesSayWhy(String axis, String message) {
        assertThat(Texts.errors(Texts.WEB + "sweep: {vms.web.count: " + axis + "}\n"))
                .contains(message);
    }

    @Test
    void tooManyPointsAreRefused() {
        String axis = "{from: 1, to: 1000, step: 1}";
        assertThat(Texts.errors(Texts.WEB + "sweep: {vms.web.count: " + axis + ", vms.web.vcpus: " + axis + "}\n"))
                .contains("more than 10000 points in the sweep");
    }
}
