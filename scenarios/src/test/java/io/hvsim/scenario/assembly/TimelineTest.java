// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.hypervisor.RunPlan;
import io.hvsim.model.hypervisor.VmGroup;
import io.hvsim.model.measure.TimelineRecorder;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.Spans;
import io.hvsim.model.result.Timeline;
import io.hvsim.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A timeline says what the metrics of the same window say, to the nanosecond, and changes nothing. */
class TimelineTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long WARMUP_NS = 50_000_000;
    private static final long DURATION_NS = 300_000_000;
    private static final long END_NS = WARMUP_NS + DURATION_NS;

    /** Locks, co-scheduling, limits, bandwidth control, four families of schedulers, threads, sockets, paging, migration, back ends. */
    @ParameterizedTest(name = "{0} point {1}")
    @CsvSource({
        "lock-holder-preemption, 7",
        "paravirtual-lock-states, 0",
        "co-stop, 0",
        "co-stop, 1",
        "co-stop, 2",
        "cpu-limit-throttling, 0",
        "eevdf-host, 0",
        "boost-and-theft, 0",
        "overcommit-ratio, 9",
        "numa-and-smt, 3",
        "home-nodes, 0",
        "memory-overcommit, 2",
        "live-migration, 0",
        "interrupt-paths, 5",
        "web-latency, 3",
        "idle-power-of-ticks, 0",
    })
    void statesAddUpToTheMetricsOfTheWindowAndTheResultIsTheSame(String scenario, int point) throws Exception {
        RunPlan plan = plan(scenario, point);
        TimelineRecorder recorder = new TimelineRecorder(WARMUP_NS, END_NS, Integer.MAX_VALUE);
        RunResult traced = HostSimulation.run(plan, recorder);
        Timeline timeline = recorder.timeline();

        assertThat(JSON.writeValueAsString(traced)).isEqualTo(JSON.writeValueAsString(HostSimulation.run(plan)));
        assertFollowEachOther(timeline);
        for (VmGroup group : plan.groups()) {
            long vcpuNs = DURATION_NS * group.count() * group.vcpus();
            Map<String, Long> sums = sums(timeline, group.name());
            for (Metric metric : traced.metrics()) {
                long ns = sums.getOrDefault(metric.name(), 0L);
                long accountedNs = Math.round(metric.value() * vcpuNs);
                if (metric.vm().equals(group.name()) && metric.name().startsWith("cpu.")) {
                    assertThat(ns).as(metric.name()).isEqualTo(accountedNs);
                } else if (metric.vm().equals(group.name()) && metric.name().startsWith("overhead.")) {
                    assertThat(ns).as(metric.name()).isBetween(accountedNs - vcpus(group), accountedNs + vcpus(group));
                }
            }
            assertExits(timeline, traced, group);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"lock-holder-preemption", "co-stop", "web-latency", "numa-and-smt"})
    void aWindowWithinTheRunIsFilledByEveryVcpu(String scenario) throws Exception {
        long fromNs = WARMUP_NS + 10_000_019;
        Timeline timeline =
                HostSimulation.trace(plan(scenario, 1), new TimelineRecorder(fromNs, fromNs + 7_654_321, 100_000));
        assertThat(timeline.ns()).isEqualTo(7_654_321);
        assertThat(timeline.isCut()).isFalse();
        assertFollowEachOther(timeline);
    }

    /** Whatever a pCPU does not spend on a vCPU nobody runs on it, so running states add up to occupancies. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"lock-holder-preemption", "co-stop", "web-latency", "boost-and-theft"})
    void pcpusAreOccupiedAsLongAsVcpusRunAndByOneAtATime(String scenario) throws Exception {
        Timeline timeline = HostSimulation.trace(plan(scenario, 1), new TimelineRecorder(0, END_NS, 5_000_000));
        Spans occupancies = timeline.occupancies();
        long[] ranNs = new long[timeline.vcpus().size()];
        long[] freeFrom = new long[timeline.pcpus()];
        IntStream.range(0, occupancies.size())
                .boxed()
                .sorted((a, b) -> Long.compare(occupancies.fromNs(a), occupancies.fromNs(b)))
                .forEach(i -> {
                    assertThat(occupancies.fromNs(i)).isGreaterThanOrEqualTo(freeFrom[occupancies.track(i)]);
                    freeFrom[occupancies.track(i)] = occupancies.toNs(i);
                    ranNs[occupancies.label(i)] += occupancies.ns(i);
                });
        long[] expected = new long[ranNs.length];
        Spans states = timeline.states();
        for (int i = 0; i < states.size(); i++) {
            String state = timeline.labels().get(states.label(i));
            if (!state.matches("ready|costop|capped|idle|page-in|migration")) {
                expected[states.track(i)] += states.ns(i);
            }
        }
        assertThat(ranNs).isEqualTo(expected);
        assertThat(Arrays.stream(ranNs).sum()).isPositive();
    }

    private static RunPlan plan(String scenario, int point) throws Exception {
        List<String> settings = List.of("run.duration=300 ms", "run.warmup=50 ms", "run.replications=1");
        Scenario read = Scenario.shipped(scenario, settings);
        return Assembler.plan(read.points().get(point % read.points().size()).spec(), 0, WARMUP_NS);
    }

    private static void assertFollowEachOther(Timeline timeline) {
        Spans states = timeline.states();
        long[] at = new long[timeline.vcpus().size()];
        Arrays.fill(at, timeline.fromNs());
        for (int i = 0; i < states.size(); i++) {
            assertThat(states.fromNs(i)).isEqualTo(at[states.track(i)]);
            assertThat(states.ns(i)).isPositive();
            at[states.track(i)] = states.toNs(i);
        }
        assertThat(at).containsOnly(timeline.toNs());
    }

    /** Time by metric of the group's vCPUs, without threads of the host. */
    private static Map<String, Long> sums(Timeline timeline, String group) {
        Map<String, Long> sums = new TreeMap<>();
        Spans states = timeline.states();
        for (int i = 0; i < states.size(); i++) {
            Timeline.Vm vm =
                    timeline.vms().get(timeline.vcpus().get(states.track(i)).vm());
            if (vm.group().equals(group) && !vm.name().endsWith("back end")) {
                String state = timeline.labels().get(states.label(i));
                sums.merge(Timeline.metric(state), states.ns(i), Long::sum);
                sums.merge(state, states.ns(i), Long::sum);
            }
        }
        return sums;
    }

    /** Exits are counted as fractions that a timeline rounds for each vCPU. */
    private static void assertExits(Timeline timeline, RunResult traced, VmGroup group) {
        Map<String, Long> counts = new HashMap<>();
        Spans exits = timeline.exits();
        for (int i = 0; i < exits.size(); i++) {
            Timeline.Vm vm =
                    timeline.vms().get(timeline.vcpus().get(exits.track(i)).vm());
            if (vm.group().equals(group.name()) && !vm.name().endsWith("back end")) {
                String reason = timeline.labels().get(exits.label(i)).replace("overhead.", "exits.");
                counts.merge(reason, (long) exits.detail(i), Long::sum);
            }
        }
        List<Metric> metrics = new ArrayList<>(traced.metrics());
        counts.forEach((reason, count) -> {
            Optional<Metric> metric = metrics.stream()
                    .filter(each ->
                            each.vm().equals(group.name()) && each.name().equals(reason))
                    .findFirst();
            double exact = metric.orElseThrow().value() * DURATION_NS / 1e9;
            assertThat((double) count).as(reason).isBetween(exact - vcpus(group) - 1, exact + vcpus(group) + 1);
        });
    }

    private static int vcpus(VmGroup group) {
        return group.count() * group.vcpus();
    }
}
