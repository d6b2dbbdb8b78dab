// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.RunResult;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scenarios of VMs that cost nothing on a Linux host give what the rules of EEVDF give by hand. HZ is 250: ticks fall on
 * multiples of 4 ms. A slice is 0.7 ms on one CPU and 1.4 ms on two. Latency is waiting and the burst itself.
 */
class EevdfHostTest {

    /** Hogs from the start, and bursts of {@code burstMs}, each {@code think} after the one before, all on pCPU 0. */
    private static RunResult run(int pcpus, int hogs, double burstMs, String think, String run) {
        return Runs.run(String.format(Locale.ROOT, """
                title: bursts beside hogs
                host: {extends: ideal, cores-per-socket: %d}
                hypervisor: {extends: ideal, scheduler: linux-eevdf-6.18y}
                vms:
                  hog: {count: %d, guest: ideal, affinity: [0], workload: ideal-service, load: {closed: {clients: 2, think: 0 s}}}
                  task:
                    guest: ideal
                    affinity: [0]
                    workload: {extends: ideal-service, program: [{work: {user: {value: %.3f Mcycles, assumed: a test}}}]}
                    load: {closed: {clients: 1, think: %s}}
                run: {warmup: 0 s, duration: %s, seed: 7}
                """, pcpus, hogs, burstMs, think, run));
    }

    private static double ms(RunResult result, String metric) {
        return 1e3
                * result.metrics().stream()
                        .filter(each -> each.vm().equals("task") && each.name().equals(metric))
                        .findFirst()
                        .orElseThrow()
                        .value();
    }

    /** How long the first and only burst takes that begins at {@code atMs}. */
    private static double once(int pcpus, int hogs, double burstMs, double atMs) {
        String at = String.format(Locale.ROOT, "%.3f ms", atMs);
        String end = String.format(Locale.ROOT, "%.3f ms", atMs + 30);
        return ms(run(pcpus, hogs, burstMs, at, end), "latency.max");
    }

    @ParameterizedTest
    @CsvSource({"0.3, 3.7", "0.5, 3.5", "0.69, 3.31", "0.71, 0", "2, 0"})
    void ev3WakeUpAgainstAHogWaitsForTheTickUnlessTheSliceIsOver(double phaseMs, double waitMs) {
        assertThat(once(1, 1, 0.1, 400 + phaseMs)).isCloseTo(0.1 + waitMs, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.7", "2, 1.4"})
    void ev3MeanWaitOverThePhase(int pcpus, double sliceMs) {
        double sum = 0;
        for (int i = 0; i < 40; i++) {
            sum += once(pcpus, 1, 0.1, 400.05 + i * 0.1) - 0.1;
        }
        assertThat(sum / 40).isCloseTo(sliceMs - sliceMs * sliceMs / 8, within(0.01));
    }

    @Test
    void ev5CreditsOfOneWaitServeTheNextWakeUps() {
        String think = "{distribution: uniform, low: 13 ms, high: 29 ms}";
        RunResult result = run(1, 1, 0.5, think, "1000 s");
        assertThat(ms(result, "latency.mean") - 0.5).isCloseTo(0.294, within(0.008));
        // 8.05 % of all bursts wait between 3.3 and 4 ms, the others not at all.
        assertThat(ms(result, "latency.p50")).isCloseTo(0.5, within(0.01));
        assertThat(ms(result, "latency.p95")).isBetween(3.8, 4.5);
    }

    @ParameterizedTest
    @CsvSource({"40.3, 7.7", "41, 3", "43, 5", "44.5, 3.5"})
    void ev6WakeUpAgainstTwoHogs(double atMs, double waitMs) {
        assertThat(once(1, 2, 0.1, atMs)).isCloseTo(0.1 + waitMs, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"400.5, 13.0", "402, 9.5"})
    void ev8BurstOf5AndAHalfMillisecondsAgainstAHog(double atMs, double doneMs) {
        assertThat(once(1, 1, 5.5, atMs)).isCloseTo(doneMs, within(1e-6));
    }
}
