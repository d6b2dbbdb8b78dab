// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;
import static io.hvsim.model.scheduling.TestHost.pcpus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.machine.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * EEVDF against traces worked by hand. Setting P: one CPU, a tick of 4 ms, a slice of 0.7 ms. Setting Q: eight CPUs, a tick
 * of 1 ms, a slice of 2.8 ms, everything on one of them.
 */
class LinuxEevdfSchedulerTest {
    /** A burst so short that nothing else happens in it. */
    private static final long BLIP = 1;

    static List<String> presets() {
        return LinuxPresets.EEVDF;
    }

    static Stream<Arguments> presetsAndGroups() {
        return presets().stream()
                .flatMap(preset -> Stream.of(Arguments.of(preset, "flat"), Arguments.of(preset, "vm")));
    }

    /** Host with {@code pcpus} CPUs and a base slice of 0.7 ms, whatever the preset. */
    private static TestHost host(String preset, int pcpus, long tickNs, String groups, String sliceCheck) {
        Parameters parameters = LinuxPresets.eevdf(preset, tickNs)
                .with("base-slice", 700 * US)
                .with("groups", groups)
                .with("slice-check", sliceCheck);
        return new TestHost(Topology.flat(pcpus), new LinuxEevdfScheduler(), parameters);
    }

    private static TestHost settingP(String preset) {
        return host(preset, 1, 4 * MS, "flat", "tick");
    }

    private static TestHost settingQ(String preset) {
        return host(preset, 8, MS, "flat", "tick");
    }

    /** A VM on pCPU 0 only. */
    private static TestHost.Vcpu pinned(TestHost host, String name, double shares) {
        return host.vm(name, 1, Claim.of(shares, pcpus(0, 1))).get(0);
    }

    private static boolean repicks(String preset) {
        return preset.compareTo("6.16") > 0 && !preset.equals("6.6");
    }

    /** How long a vCPU that wakes at {@code at} waits for one hog that began at 0. */
    private static long waitNs(TestHost host, long at) {
        pinned(host, "hog", 1000).hog(0);
        TestHost.Vcpu task = pinned(host, "task", 1000).burst(at, BLIP);
        host.runUntil(at + 100 * MS);
        return task.responses.get(0) - BLIP;
    }

    @ParameterizedTest
    @MethodSource("presets")
    void ev2HogsShareByWeightWhateverSliceAndTick(String preset) {
        for (String sliceCheck : List.of("tick", "exact")) {
            for (long tickNs : new long[] {MS, 4 * MS, 10 * MS}) {
                for (int pcpus : new int[] {1, 8}) {
                    TestHost host = host(preset, pcpus, tickNs, "flat", sliceCheck);
                    TestHost.Vcpu nice0 = pinned(host, "nice0", 1000).hog(0);
                    TestHost.Vcpu nice5 = pinned(host, "nice5", 335 / 1.024).hog(0);
                    host.runUntil(30_000 * MS);
                    assertThat(nice0.share()).isCloseTo(1024.0 / 1359, within(0.001));
                    assertThat(nice5.share()).isCloseTo(335.0 / 1359, within(0.001));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("presetsAndGroups")
    void ev3WakeUpAgainstAHogWaitsForTheTickUnlessTheSliceIsOver(String preset, String groups) {
        long[][] waitByPhi = {{300, 3700}, {500, 3500}, {690, 3310}, {700, 0}, {710, 0}, {2000, 0}, {3990, 0}};
        for (long[] row : waitByPhi) {
            TestHost host = host(preset, 1, 4 * MS, groups, "tick");
            assertThat(waitNs(host, 400 * MS + row[0] * US))
                    .as("phi %s us", row[0])
                    .isEqualTo(row[1] * US);
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void ev3MeanWaitOverThePhase(String preset) {
        long sum = 0;
        for (long phi = 5; phi < 4000; phi += 10) {
            sum += waitNs(settingP(preset), 400 * MS + phi * US);
        }
        assertThat(sum / 400.0 / MS).isCloseTo(0.7 - 0.7 * 0.7 / 8, within(0.001));
    }

    @ParameterizedTest
    @CsvSource({"500, 500, 2500", "1300, 700, 1700", "2500, 500, 500", "2790, 210, 210", "2810, 0, 0", "2900, 0, 0"})
    void ev4WaitForAHogOfLongSlices(long tauUs, long repickedUs, long keptUs) {
        for (String preset : presets()) {
            assertThat(waitNs(settingQ(preset), 300 * MS + tauUs * US))
                    .as(preset)
                    .isEqualTo((repicks(preset) ? repickedUs : keptUs) * US);
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void ev4MeanWaitOverThePhase(String preset) {
        long sum = 0;
        for (long tau = 5; tau < 3000; tau += 10) {
            sum += waitNs(settingQ(preset), 300 * MS + tau * US);
        }
        assertThat(sum / 300.0 / MS).isCloseTo(repicks(preset) ? 0.4933 : 1.4933, within(0.001));
    }

    @ParameterizedTest
    @CsvSource({"6.12, flat", "6.15, flat", "6.17, flat", "6.18y, flat", "6.18y, vm"})
    void ev5CreditsOfOneWaitServeTheNextWakeUps(String preset, String groups) {
        TestHost host = host(preset, 1, 4 * MS, groups, "tick");
        RandomStream random = RandomStream.of(3, 0, "ev5");
        host.vcpu("hog", 1000).hog(0);
        TestHost.Vcpu task = host.vcpu("task", 1000)
                .closedLoop(50 * MS, 500 * US, () -> 13 * MS + (long) (random.nextDouble() * 16 * MS));
        host.runUntil(2_000_000 * MS);
        double mean =
                task.responses.stream().mapToLong(ns -> ns - 500 * US).average().orElseThrow() / MS;
        double late =
                (double) task.responses.stream().filter(ns -> ns > 500 * US).count() / task.responses.size();
        assertThat(mean).isCloseTo(0.294, within(0.006));
        assertThat(late).isCloseTo(0.0805, within(0.0016));
    }

    /** Order after 40 ms of hogs A and B, which began together, and a task that wakes with lag 0. */
    private static String ev6(String preset, long at) {
        TestHost host = settingP(preset);
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).hog(0);
        TestHost.Vcpu task = host.vcpu("task", 1000).burst(at, 100 * US);
        host.runUntil(at + 100 * MS);
        String trace = host.trace(0, US);
        assertThat(trace).contains("A 32000-36000, B 36000-40000, A 40000-");
        return trace.substring(trace.indexOf("A 40000-"), trace.indexOf(", ", trace.indexOf("task")));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void ev6EarlyWakeUpWaitsForBothHogs(String preset) {
        for (long phi : new long[] {100, 500, 690}) {
            assertThat(ev6(preset, 40 * MS + phi * US)).isEqualTo("A 40000-44000, B 44000-48000, task 48000-48100");
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void ev6WakeUpEndsASliceThatIsOver(String preset) {
        for (long phi : new long[] {710, 1500, 2660}) {
            assertThat(ev6(preset, 40 * MS + phi * US))
                    .isEqualTo("A 40000-" + (40_000 + phi) + ", B " + (40_000 + phi) + "-44000, task 44000-44100");
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void ev6LateWakeUpLetsTheOtherHogRunAWholeTick(String preset) {
        for (long phi : new long[] {2670, 3000, 3250, 3350, 3900}) {
            assertThat(ev6(preset, 40 * MS + phi * US))
                    .isEqualTo("A 40000-" + (40_000 + phi) + ", B " + (40_000 + phi) + "-48000, task 48000-48100");
        }
    }

    @ParameterizedTest
    @MethodSource("presets")
    void ev6WakeUpInTheTurnOfTheSecondHog(String preset) {
        for (long phi : new long[] {100, 690, 710, 2000, 3250, 3350, 3900}) {
            String trace = ev6(preset, 44 * MS + phi * US);
            boolean late = !repicks(preset) && phi > 3300;
            assertThat(trace.substring(trace.indexOf("task")))
                    .as("phi %s us: %s", phi, trace)
                    .isEqualTo(late ? "task 52000-52100" : "task 48000-48100");
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 3900", "1000, 3000", "2000, 2000", "3290, 710", "3310, 4690", "3900, 4100"})
    void ev7DebtIsKeptBeforeDelayedDequeue(long phiUs, long waitUs) {
        TestHost host = settingP("6.6");
        host.vcpu("hog", 1000).hog(0);
        TestHost.Vcpu task = host.vcpu("task", 1000).burst(41 * MS, 500 * US).burst(80 * MS + phiUs * US, BLIP);
        host.runUntil(200 * MS);
        assertThat(task.responses).containsExactly(500 * US, waitUs * US + BLIP);
    }

    @ParameterizedTest
    @CsvSource({"6.12", "6.15", "6.17", "6.18y"})
    void ev7DebtIsForgivenWithDelayedDequeue(String preset) {
        for (long[] row : new long[][] {{300, 3700}, {500, 3500}, {710, 0}, {2000, 0}}) {
            TestHost host = settingP(preset);
            host.vcpu("hog", 1000).hog(0);
            TestHost.Vcpu task =
                    host.vcpu("task", 1000).burst(41 * MS, 500 * US).burst(80 * MS + row[0] * US, BLIP);
            host.runUntil(200 * MS);
            assertThat(task.responses).containsExactly(500 * US, row[1] * US + BLIP);
        }
    }

    @ParameterizedTest
    @MethodSource("presetsAndGroups")
    void ev8LongBurstRunsInTurns(String preset, String groups) {
        for (long[] row : new long[][] {{500, 13_000}, {2000, 9_500}}) {
            TestHost host = host(preset, 1, 4 * MS, groups, "tick");
            host.vcpu("hog", 1000).hog(0);
            TestHost.Vcpu task = host.vcpu("task", 1000).burst(40 * MS + row[0] * US, 5500 * US);
            host.runUntil(100 * MS);
            assertThat(task.responses).containsExactly(row[1] * US);
        }
    }

    @ParameterizedTest
    @MethodSource("presetsAndGroups")
    void ev9ExactSlicesAlternateWhateverThePhase(String preset, String groups) {
        for (long phi = 0; phi < 8400; phi += 350) {
            TestHost host = host(preset, 4, 4 * MS, groups, "exact");
            pinned(host, "hog", 1000).hog(0);
            long at = 84 * MS + phi * US;
            TestHost.Vcpu task = pinned(host, "task", 1000).burst(at, 5 * MS);
            host.runUntil(200 * MS);
            long toSliceEnd = (2100 - phi % 2100) % 2100 * US;
            long wait = phi % 2100 == 0 ? 0 : repicks(preset) ? 1 : toSliceEnd;
            assertThat((double) task.responses.get(0)).as("phi %s us", phi).isCloseTo(wait + 9200 * US, within(3.0));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "4, 4", "10, 10"})
    void ev10HogsRunTheFewestTicksThatMakeASlice(long tickMs, long runMs) {
        for (String preset : presets()) {
            TestHost host = host(preset, 8, tickMs * MS, "flat", "tick");
            pinned(host, "A", 1000).hog(0);
            pinned(host, "B", 1000).hog(0);
            host.runUntil(600 * MS);
            StringBuilder expected = new StringBuilder();
            for (long t = 0; t < 600; t += runMs) {
                expected.append(t == 0 ? "" : ", ").append(t / runMs % 2 == 0 ? "A " : "B ");
                expected.append(t).append('-').append(t + runMs);
            }
            assertThat(host.trace(0, MS)).isEqualTo(expected.toString());
        }
    }

    @Test
    void slicesGrowWithTheCpusOfTheHost() {
        long[] runMs = new long[9];
        for (int pcpus = 1; pcpus < runMs.length; pcpus++) {
            TestHost host = host("6.18y", pcpus, 100 * US, "flat", "tick");
            pinned(host, "A", 1000).hog(0);
            pinned(host, "B", 1000).hog(0);
            host.runUntil(100 * MS);
            String first = host.trace(0, 100 * US).split(", ")[0];
            runMs[pcpus] = Long.parseLong(first.substring("A 0-".length()));
        }
        assertThat(runMs).containsExactly(0, 7, 14, 14, 21, 21, 21, 21, 28);
    }

    /** From 1 ns to 40 ms, short ones more often: never the same, so that no two things happen at once. */
    private static LongSupplier sleeps(String name) {
        RandomStream random = RandomStream.of(11, 0, name);
        return () -> 1 + (long) (40 * MS * Math.pow(random.nextDouble(), 2));
    }

    /** Two to six tasks, some of them hogs, with bursts and sleeps of all lengths, of one weight or of several, on one CPU. */
    @ParameterizedTest
    @MethodSource("presetsAndGroups")
    void everyResponseIsThatOfTheRulesWrittenDownPlainly(String preset, String groups) {
        RandomStream random = RandomStream.of(11, 0, "differential");
        boolean delays = !preset.equals("6.6");
        long slice = 700 * US;
        for (int script = 0; script < 60; script++) {
            long tickNs = script % 2 == 0 ? 4 * MS : MS;
            TestHost host = host(preset, 1, tickNs, groups, "tick");
            long limit = preset.equals("6.18y") ? slice + tickNs : Math.max(2 * slice, tickNs);
            EevdfByTheRules rules = new EevdfByTheRules(slice, tickNs, limit, repicks(preset), delays);
            List<TestHost.Vcpu> vcpus = new ArrayList<>();
            List<EevdfByTheRules.Task> tasks = new ArrayList<>();
            int count = 2 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                long weight = script % 3 == 0 ? 256 << random.nextInt(5) : 1024;
                long at = 1 + random.nextInt(20_000_000);
                boolean hog = i < 3 && random.nextInt(2) == 0;
                long burst = hog ? TestHost.FOREVER : 1 + (long) (9 * MS * Math.pow(random.nextDouble(), 3));
                String sleeps = script + "." + i;
                vcpus.add(host.vcpu("task" + i, weight / 1.024).closedLoop(at, burst, sleeps(sleeps)));
                tasks.add(rules.task(weight, at, burst, sleeps(sleeps)));
            }
            host.runUntil(2000 * MS);
            rules.runUntil(2000 * MS);
            for (int i = 0; i < tasks.size(); i++) {
                List<Long> expected =
                        tasks.get(i).responses.stream().filter(ns -> ns > 0).toList();
                assertThat(vcpus.get(i).responses)
                        .as("script %d, task %d", script, i)
                        .isEqualTo(expected);
            }
        }
    }
}
