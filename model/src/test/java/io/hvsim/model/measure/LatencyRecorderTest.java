// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
    private final LatencyRecorder recorder = new LatencyRecorder(3);

    @Test
    void percentilesAndMeanOfKnownLatencies() {
        for (int i = 1; i <= 1000; i++) {
            recorder.record(i * 1000L, new long[] {i * 1000L, 0, 0});
        }
        assertThat(recorder.meanNs()).isCloseTo(500_500, within(1e-6));
        assertThat(recorder.percentileNs(50)).isCloseTo(500_000, within(500.0));
        assertThat(recorder.percentileNs(99)).isCloseTo(990_000, within(1000.0));
        assertThat(recorder.maxNs()).isEqualTo(1_000_000);
    }

    @Test
    void blameOfAPercentileAddsUpToItAndIsThatOfRequestsLikeIt() {
        for (int i = 0; i < 900; i++) {
            recorder.record(10_000, new long[] {8_000, 2_000, 0});
        }
        for (int i = 0; i < 100; i++) {
            recorder.record(5_000_000, new long[] {10_000, 0, 4_990_000});
        }
        double[] median = recorder.blameNs(50);
        double[] tail = recorder.blameNs(99);
        assertThat(DoubleStream.of(median).sum()).isCloseTo(recorder.percentileNs(50), within(1e-6));
        assertThat(DoubleStream.of(tail).sum()).isCloseTo(recorder.percentileNs(99), within(1e-6));
        assertThat(median[0] / median[1]).isCloseTo(4, within(1e-9));
        assertThat(tail[2] / DoubleStream.of(tail).sum()).isCloseTo(0.998, within(1e-9));
    }

    @Test
    void nothingRecordedIsNotANumberRatherThanZero() {
        assertThat(recorder.meanNs()).isNaN();
        assertThat(recorder.percentileNs(99)).isNaN();
        assertThat(recorder.blameNs(99)).containsOnly(Double.NaN);
    }

    @Test
    void resetForgetsEverything() {
        recorder.record(10, new long[] {10, 0, 0});
        recorder.reset();
        assertThat(recorder.count()).isZero();
        assertThat(recorder.maxNs()).isNaN();
    }
}
