// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.text.ScenarioException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is done to a log, it is either read or refused with a place and a reason. */
class MutatedLogsTest {
    private static final int MUTATIONS = 1500;
    private static final String[] PIECES = {
        "",
        " ",
        "\n",
        "\t",
        ",",
        ".",
        "-",
        "%",
        "us",
        "0",
        "-1",
        "1e999",
        "nan",
        "999999999999999999999999",
        "(",
        "<not counted>",
        "K",
        "\r",
        "\u0000",
        "VM-EXIT    Samples",
        "cpuid ",
        "---- ---- ---- ---- ----",
        "\"size=0k ",
        "HLT",
        "\u00e9"
    };

    @ParameterizedTest
    @CsvSource({
        "PERF_KVM_STAT, perf-kvm-stat.txt",
        "VMEXIT, vmexit.txt",
        "MICRO_BENCH, micro-bench.txt",
        "LMBENCH, lmbench-host.txt",
        "LMBENCH, lmbench-summary.txt",
        "PERF_TRACE, perf-trace.txt",
        "PERF_STAT, perf-stat-guest.txt",
    })
    void noMutationEndsInAnythingButAnAnswerOrARefusal(LogKind kind, String file) throws ScenarioException {
        Random random = new Random(20261122);
        MeasurementLog log = Logs.shipped(file);
        boolean sideBySide = kind == LogKind.PERF_STAT || file.contains("summary");
        Calibrator calibrator = sideBySide ? Logs.beside(kind, metal(kind)) : Logs.calibrator(kind, 0);
        String text = log.source().text();
        int answered = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String mutated = text;
            for (int n = random.nextInt(8); n >= 0; n--) {
                mutated = mutated(mutated, random);
            }
            answered += isAnswered(calibrator, mutated) ? 1 : 0;
        }
        assertThat(answered).isBetween(MUTATIONS / 20, MUTATIONS - 1);
    }

    private static MeasurementLog metal(LogKind kind) throws ScenarioException {
        return Logs.shipped(kind == LogKind.PERF_STAT ? "perf-stat-host.txt" : "lmbench-host.txt");
    }

    private static boolean isAnswered(Calibrator calibrator, String text) {
        try {
            Calibration found =
                    calibrator.of(MeasurementLog.of("test.txt", text.getBytes(StandardCharsets.UTF_8)), Logs.LIBRARY);
            assertThat(found.changes())
                    .isNotEmpty()
                    .allSatisfy(change -> assertThat(change.after()).isFinite().isNotNegative());
            return true;
        } catch (ScenarioException refused) {
            assertThat(refused.render()).startsWith("test.txt:");
            return false;
        }
    }

    private static String mutated(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(random.nextInt(10) == 0 ? 200 : 4));
        return text.substring(0, from) + PIECES[random.nextInt(PIECES.length)] + text.substring(to);
    }
}
