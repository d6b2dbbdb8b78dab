// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.LockModel;
import io.hvsim.model.guest.MutexModel;
import io.hvsim.model.measure.TimelineRecorder;
import io.hvsim.model.result.Spans;
import io.hvsim.model.result.Timeline;
import io.hvsim.model.scheduling.RoundRobinScheduler;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.LockKind;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Timelines worked out by hand, in milliseconds, at 1 GHz and without other costs. */
class TimelineRecorderTest {
    private static final long MS = 1_000_000;
    private static final Workload LONG = Plans.compute(Distributions.deterministic(100 * MS));
    private static final Load ONE = new Load.Batch(1, 1);

    private static Plans turns(int pcpus, long ms) {
        return Plans.on(pcpus).scheduler(RoundRobinScheduler::new, ms * MS, 0).measure(0, -1);
    }

    private static Timeline trace(Plans plans, long fromMs, long toMs) {
        return HostSimulation.trace(plans.plan(), new TimelineRecorder(fromMs * MS, toMs * MS, 1_000));
    }

    private static List<String> words(Timeline timeline, Spans spans, int track, IntFunction<String> label) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            if (spans.track(i) == track) {
                String lock = spans.detail(i) < 2 ? "" : " " + timeline.labels().get(spans.detail(i));
                words.add(label.apply(spans.label(i)) + lock + " " + spans.fromNs(i) / MS + "-" + spans.toNs(i) / MS);
            }
        }
        return words;
    }

    private static List<String> states(Timeline timeline, int vcpu) {
        return words(timeline, timeline.states(), vcpu, timeline.labels()::get);
    }

    private static List<String> waits(Timeline timeline, int task) {
        return words(timeline, timeline.waits(), task, timeline.labels()::get);
    }

    /** Two VMs take turns of 10 ms on one pCPU; the window begins and ends within a turn. */
    @Test
    void vcpusAreReadyWhileTheOtherRuns() {
        Plans plans = turns(1, 10)
                .vm("a", 1, 1000, Plans.freeKernel(0, 1_000 * MS), LONG, ONE)
                .vm("b", 1, 1000, Plans.freeKernel(0, 1_000 * MS), LONG, ONE);
        Timeline timeline = trace(plans, 5, 25);
        assertThat(states(timeline, 0)).containsExactly("user 5-10", "ready 10-20", "user 20-25");
        assertThat(states(timeline, 1)).containsExactly("ready 5-10", "user 10-20", "ready 20-25");
        assertThat(words(timeline, timeline.occupancies(), 0, Integer::toString))
                .containsExactly("0 5-10", "1 10-20", "0 20-25");
        assertThat(timeline.vms()).extracting(Timeline.Vm::name).containsExactly("a", "b");
    }

    /** Jobs of 10 ms follow each other; those at the ends of the window are as long as they are, the last one unfinished. */
    @Test
    void requestsAreNumberedInTheOrderOfTheirArrival() {
        Workload job = Plans.compute(Distributions.deterministic(10 * MS));
        Plans plans = turns(1, 100).vm("vm", 1, 1000, Plans.freeKernel(0, 1_000 * MS), job, new Load.Batch(9, 1));
        Timeline timeline = trace(plans, 15, 35);
        Spans requests = timeline.requests();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            words.add(requests.request(i) + ": " + requests.fromNs(i) / MS + "-" + requests.toNs(i) / MS + " "
                    + requests.detail(i));
        }
        assertThat(words).containsExactly("2: 10-20 1", "3: 20-30 1", "4: 30-35 0");
        assertThat(timeline.vms().get(0).isChained()).isTrue();
        assertThat(states(timeline, 0)).containsExactly("user 15-20", "user 20-30", "user 30-35");
    }

    /** Two vCPUs with a pCPU each want a mutex for 40 ms. */
    private static Plans locked(MutexModel model) {
        Step.Locked section = new Step.Locked(
                "mutex", LockKind.MUTEX, List.of(new Step.Work(Distributions.deterministic(40 * MS), List.of())));
        GuestKernel kernel = Plans.kernel(0, 1_000 * MS, Plans.waiting(LockModel.FREE, model), Map.of());
        return turns(2, 100)
                .vm("vm", 2, 1000, kernel, new Workload("locked", null, List.of(section)), new Load.Batch(2, 2));
    }

    @Test
    void aSleepingTaskWaitsForItsLock() {
        Timeline timeline = trace(locked(MutexModel.PLAIN), 0, 80);
        assertThat(List.of(states(timeline, 0), states(timeline, 1)))
                .containsExactlyInAnyOrder(List.of("user 0-40", "idle 40-80"), List.of("idle 0-40", "user 40-80"));
        assertThat(List.of(waits(timeline, 0), waits(timeline, 1)))
                .containsExactlyInAnyOrder(List.of(), List.of("lock-wait mutex 0-40"));
    }

    @Test
    void aSpinningVcpuNamesItsLock() {
        Timeline timeline = trace(locked(new MutexModel(true, false, false, 0, 0)), 0, 80);
        assertThat(List.of(states(timeline, 0), states(timeline, 1)))
                .containsExactlyInAnyOrder(
                        List.of("user 0-40", "idle 40-80"), List.of("spin mutex 0-40", "user 40-80"));
    }

    /** Two VMs tick 100 times a second on one pCPU, in turns of 10 ms: ticks of the one that waits stay pending. */
    @Test
    void interruptsStayPendingWhileAVcpuWaits() {
        Plans plans = turns(1, 10)
                .vm("a", 1, 1000, Plans.freeKernel(100, 1_000 * MS), LONG, ONE)
                .vm("b", 1, 1000, Plans.freeKernel(100, 1_000 * MS), LONG, ONE);
        Timeline timeline = trace(plans, 0, 100);
        Spans interrupts = timeline.interrupts();
        Spans states = timeline.states();
        int ticks = 0;
        for (int i = 0; i < interrupts.size(); i++) {
            if (timeline.labels().get(interrupts.label(i)).equals("tick")) {
                ticks++;
                assertThat(timeline.labels().get(interrupts.detail(i))).isEqualTo("direct");
                boolean readyThen = false;
                for (int j = 0; j < states.size(); j++) {
                    readyThen |= states.track(j) == interrupts.track(i)
                            && timeline.labels().get(states.label(j)).equals("ready")
                            && states.fromNs(j) <= interrupts.fromNs(i)
                            && states.toNs(j) > interrupts.fromNs(i);
                }
                assertThat(interrupts.ns(i) > 0).isEqualTo(readyThen);
            }
        }
        assertThat(ticks).isBetween(18, 20);
    }

    /** Of two requests one waits, although there is a vCPU for it, until the other is served: the service takes one at a time. */
    @Test
    void aServedRequestLetsInTheNextOne() {
        Workload job = Plans.compute(Distributions.deterministic(10 * MS));
        Load clients = new Load.Closed(2, Distributions.deterministic(5 * MS), 1);
        Timeline timeline =
                trace(turns(2, 100).vm("vm", 2, 1000, Plans.freeKernel(0, 1_000 * MS), job, clients), 0, 16);
        assertThat(timeline.lettingIn().size()).isEqualTo(1);
        assertThat(timeline.lettingIn().fromNs(0)).isEqualTo(15 * MS);
        assertThat(timeline.lettingIn().request(0)).isEqualTo(1);
        assertThat(timeline.lettingIn().detail(0)).isEqualTo(2);
    }

    @Test
    void theWindowEndsWhereItsRecordsAreFull() {
        Workload job = Plans.compute(Distributions.deterministic(MS));
        Plans plans = turns(1, 100).vm("vm", 1, 1000, Plans.freeKernel(0, 1_000 * MS), job, new Load.Batch(90, 1));
        Timeline timeline = HostSimulation.trace(plans.plan(), new TimelineRecorder(0, 80 * MS, 20));
        assertThat(timeline.isCut()).isTrue();
        assertThat(timeline.toNs()).isBetween(5 * MS, 15 * MS);
        long sum = 0;
        for (int i = 0; i < timeline.states().size(); i++) {
            sum += timeline.states().ns(i);
        }
        assertThat(sum).isEqualTo(timeline.ns());
    }

    @Test
    void aRunThatEndsBeforeTheWindowDoesEndsIt() {
        Plans plans = turns(1, 100).vm("vm", 1, 1000, Plans.freeKernel(0, 1_000 * MS), LONG, ONE);
        Timeline timeline = trace(plans, 90, 200);
        assertThat(timeline.toNs()).isEqualTo(100 * MS);
        assertThat(timeline.isCut()).isFalse();
    }
}
