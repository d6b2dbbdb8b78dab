// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Locks, TLB flushes and pause-loop exits as scenarios and library files describe them. */
class LockKeysTest {
    private static final String BODY = """
            title: test
            host: {extends: core-i5-4570, cores-per-socket: 1}
            hypervisor: kvm-4.8
            vms:
              vm:
                guest: {extends: linux-4.8, hz: 0}
                vcpus: 2
                technique: kvm-guest
                features: %s
                workload:
                  title: test
                  page-tables: long-lived
                  load: {batch: {jobs: 40, workers: 2}}
                  program: [%s]
            run: {until: done, replications: 1}
            """;
    private static final String SPIN = "locked: {lock: a, kind: spin, user: {value: 105.6 Mcycles, assumed: test}}";
    private static final String MUTEX = "locked: {lock: a, kind: mutex, user: {value: 105.6 Mcycles, assumed: test}}";
    private static final String FLUSH =
            "work: {user: {value: 105.6 Mcycles, assumed: test}}}, {flush-tlb: {}}, {work: {user: {value: 1 kcycles, assumed: test}}";

    private static RunResult run(String features, String step) {
        return Runs.run(BODY.formatted(features, "{" + step + "}"));
    }

    /**
     * Two vCPUs on one pCPU hold the lock for 10 ms at a time. A halting waiter leaves the pCPU to the holder; one that
     * spins exits, but CFS follows its yields only while the holder is not far ahead of it.
     */
    @Test
    void halfOfTheTimeIsLostToSpinningUnlessWaitersHalt() {
        RunResult plain = run("[]", SPIN);
        RunResult halting = run("[pv-unhalt]", SPIN);
        assertThat(Runs.value(halting, "makespan")).isCloseTo(0.4, within(0.02));
        assertThat(Runs.value(plain, "makespan")).isBetween(0.6, 0.82);
        assertThat(Runs.value(plain, "exits.pause")).isPositive();
        assertThat(Runs.value(plain, "cpu.spin")).isGreaterThan(10 * Runs.value(halting, "cpu.spin"));
    }

    @Test
    void waiterForAMutexSleepsAtOnceWhereItSeesThatTheOwnersVcpuHasNoPcpu() {
        assertThat(Runs.value(run("[]", MUTEX), "cpu.spin")).isPositive();
        assertThat(Runs.value(run("[steal-time]", MUTEX), "cpu.spin")).isLessThan(1e-5);
    }

    @Test
    void flushInterruptsTheOtherVcpu() {
        assertThat(Runs.value(run("[]", FLUSH), "cpu.spin")).isPositive();
    }

    /** Sections of 10 ms with 1 ms under a spinlock in each. */
    private static String semaphore(String kind) {
        return "locked: {lock: a, kind: %s, steps: [{work: {user: {value: 105.6 Mcycles, assumed: test}}}, "
                        .formatted(kind)
                + "{locked: {lock: b, kind: spin, user: {value: 10.56 Mcycles, assumed: test}}}]}";
    }

    @Test
    void tasksWaitForASemaphoreToWriteAndNotToRead() {
        assertThat(Runs.value(run("[steal-time]", semaphore("read")), "blame.p99.lock-wait"))
                .isLessThan(2e-3);
        assertThat(Runs.value(run("[steal-time]", semaphore("write")), "blame.p99.lock-wait"))
                .isGreaterThan(5e-3);
    }

    @Test
    void whatMustNotBeDoneUnderALockIsSaidAllAtOnce() {
        String work = "{work: {user: {value: 1 kcycles, assumed: test}}}";
        String steps = "{locked: {lock: a, kind: spin, steps: [{flush-tlb: {}}]}}, "
                + "{locked: {lock: a, kind: read, steps: [" + work + ", {locked: {lock: b, kind: mutex, steps: [" + work
                + "]}}]}}, "
                + "{locked: {lock: c, kind: write}}";
        assertThatThrownBy(() -> Scenario.parse(BODY.formatted("[]", steps), "test.yaml", List.of()))
                .isInstanceOfSatisfying(
                        ScenarioException.class,
                        wrong -> assertThat(wrong.render())
                                .contains("a spinlock is held for work only")
                                .contains("only spinlocks can be taken, not 'b'")
                                .contains("expected either user or steps"));
    }

    /**
     * A waiter for a hybrid lock is kicked while it is about to halt, and somebody else takes the lock before it can. Were the
     * kick forgotten, nobody would kick it again, and all others would wait for it to flush: so it happened here after 0.8 s.
     */
    @Test
    void aKickThatComesBeforeTheHaltIsNotLost() {
        RunResult result = Runs.run("""
                title: test
                host: haswell-8-threads
                hypervisor: kvm-5.3
                vms:
                  vm: {guest: linux-5.2, vcpus: 8, workload: ebizzy-2019, load: {batch: {jobs: 1000000000, workers: 16}}, technique: kvm-guest, features: [kvm-clock, pv-eoi, pv-unhalt, steal-time]}
                  stress: {guest: linux-5.2, vcpus: 8, workload: stress-cpu, technique: kvm-guest, features: [kvm-clock, pv-eoi, pv-unhalt, steal-time]}
                  host: {guest: ideal, vcpus: 8, shares: 8000, workload: host-threads, technique: nested-paging, load: {batch: {jobs: 1000000000, workers: 8}}}
                run: {warmup: 1.5 s, duration: 0.1 s, replications: 1}
                """);
        assertThat(Runs.value(result, "throughput")).isPositive();
    }

    private static final String WORK = "work: {user: {value: 105.6 Mcycles, assumed: test}}";

    /** Two vCPUs on one pCPU, 10 ms from barrier to barrier: nobody waits for long, but whoever spins keeps the other from coming. */
    @Test
    void tasksMeetAtABarrier() {
        double sleeping = Runs.value(run("[]", WORK + "}, {barrier: {}"), "makespan");
        double spinning = Runs.value(run("[]", WORK + "}, {barrier: {spin: {value: 1 s, assumed: test}}"), "makespan");
        assertThat(sleeping).isCloseTo(0.4, within(0.01));
        assertThat(spinning).isGreaterThan(1.05 * sleeping);
    }

    @Test
    void allVcpusAreStoppedOrCalled() {
        double alone = Runs.value(run("[]", WORK), "makespan");
        String stop = "stop-machine: {user: {value: 105.6 kcycles, assumed: test}}";
        assertThat(Runs.value(run("[]", WORK + "}, {" + stop), "makespan")).isGreaterThan(alone + 40 * 10e-6);
        assertThat(Runs.value(run("[]", WORK + "}, {call-function: {}"), "cpu.spin"))
                .isPositive();
    }

    @Test
    void tasksThatMeetMustBeOfAKnownNumber() {
        String open = BODY.formatted("[]", "{" + WORK + "}, {repeat: {times: 2, steps: [{barrier: {}}]}}")
                .replace("{batch: {jobs: 40, workers: 2}}", "{open: {rate: 5/s}}")
                .replace("until: done", "duration: 1 s");
        assertThatThrownBy(() -> Scenario.parse(open, "test.yaml", List.of()))
                .hasMessageContaining("wait for each other at barriers, and this load does not say how many there are");
        String odd = BODY.formatted("[]", "{" + WORK + "}, {barrier: {}}").replace("jobs: 40", "jobs: 41");
        assertThatThrownBy(() -> Scenario.parse(odd, "test.yaml", List.of()))
                .hasMessageContaining("41 jobs leave some of 2 workers waiting at the end");
        String locked = BODY.formatted("[]", "{locked: {lock: a, kind: futex, steps: [{barrier: {}}]}}");
        assertThatThrownBy(() -> Scenario.parse(locked, "test.yaml", List.of()))
                .hasMessageContaining("while it is held nobody can wait for others");
    }

    /** The flush waits for a vCPU without a pCPU, unless it spares that one, or gives it the pCPU. */
    @Test
    void flushSparesOrBoostsAVcpuWithoutAPcpu() {
        String body = BODY.replace("kvm-4.8", "kvm-5.3")
                .replace("linux-4.8", "linux-5.2")
                .formatted("%s", "{" + FLUSH + "}");
        double waiting = Runs.value(Runs.run(body.formatted("[steal-time]")), "cpu.spin");
        assertThat(Runs.value(Runs.run(body.formatted("[steal-time, pv-tlb-flush]")), "cpu.spin"))
                .isLessThan(waiting / 10);
        assertThat(Runs.value(Runs.run(body.formatted("[steal-time, pv-sched-yield]")), "cpu.spin"))
                .isLessThan(waiting / 2);
    }
}
