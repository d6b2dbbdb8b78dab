// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.measure.RunState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The worked example of the VMI specification: runs 0-3 ms, halts at 3, is woken at 4, runs from 5, is preempted from 6 to
 * 9, then runs.
 */
class VmiTimeTest {
    private static final long MS = 1_000_000;
    private final VmiTime time = new VmiTime();

    private void at(long ms) {
        switch ((int) ms) {
            case 0, 5, 9 -> time.enter(RunState.RUNNING, ms * MS);
            case 3 -> time.enter(RunState.BLOCKED, ms * MS);
            case 4, 6 -> time.enter(RunState.RUNNABLE, ms * MS);
            default -> {}
        }
    }

    @Test
    void vmi1CountersOfTheSpecification() {
        long[][] expected = {{3, 0, 3}, {4, 0, 4}, {5, 1, 4}, {6, 1, 5}, {7, 2, 5}, {8, 3, 5}, {9, 4, 5}, {10, 4, 6}};
        List<long[]> seen = new ArrayList<>();
        for (long ms = 0; ms <= 10; ms++) {
            at(ms);
            if (ms >= 3) {
                long now = ms * MS;
                seen.add(new long[] {ms, time.stolenNs(now) / MS, time.availableNs(now) / MS});
            }
        }
        assertThat(seen.toArray(long[][]::new)).isDeepEqualTo(expected);
    }

    /** A vCPU that was woken and is kept from running by a migration is robbed of time like one that waits. */
    @Test
    void timeOfAStoppedVcpuIsStolen() {
        time.enter(RunState.RUNNING, 0);
        time.enter(RunState.OFFLINE, 2 * MS);
        assertThat(time.stolenNs(5 * MS)).isEqualTo(3 * MS);
        assertThat(time.advances(VmiTime.Counter.AVAILABLE)).isFalse();
    }

    @Test
    void vmi2AvailableAlarmSkipsStolenTime() {
        VmiAlarm alarm = new VmiAlarm(time, VmiTime.Counter.AVAILABLE);
        alarm.set(1 * MS, 2 * MS);
        assertThat(dueTimes(alarm, false)).containsExactly(1L, 3L, 6L);
    }

    @Test
    void vmi2RealAlarmIsDueInStolenTimeToo() {
        VmiAlarm alarm = new VmiAlarm(time, VmiTime.Counter.REAL);
        alarm.set(3 * MS, 2 * MS);
        assertThat(dueTimes(alarm, false)).containsExactly(3L, 5L, 7L, 9L);
    }

    @Test
    void vmi2MissedExpiriesAreDeliveredOnceWhenTheVcpuRunsAgain() {
        VmiAlarm alarm = new VmiAlarm(time, VmiTime.Counter.REAL);
        alarm.set(3 * MS, 2 * MS);
        assertThat(dueTimes(alarm, true)).containsExactly(5L, 9L);
    }

    private List<Long> dueTimes(VmiAlarm alarm, boolean onlyRunning) {
        List<Long> times = new ArrayList<>();
        for (long ms = 0; ms <= 10; ms++) {
            at(ms);
            boolean running = ms < 3 || ms == 5 || ms >= 9;
            if ((running || !onlyRunning) && alarm.dueAt(ms * MS) == ms * MS && alarm.deliver(ms * MS)) {
                times.add(ms);
            }
        }
        return times;
    }
}
