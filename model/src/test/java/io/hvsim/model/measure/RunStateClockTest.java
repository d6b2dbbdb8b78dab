// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunStateClockTest {

    /** 100 blocked, woken at 130, runs from 150 to 170. */
    @Test
    void timesOfAShortLifeAddUp() {
        RunStateClock clock = new RunStateClock(RunState.BLOCKED, 100);
        clock.enter(RunState.RUNNABLE, 130);
        clock.enter(RunState.RUNNING, 150);
        assertThat(clock.ns(RunState.BLOCKED, 170)).isEqualTo(30);
        assertThat(clock.ns(RunState.RUNNABLE, 170)).isEqualTo(20);
        assertThat(clock.ns(RunState.RUNNING, 170)).isEqualTo(20);
        assertThat(clock.ns(RunState.OFFLINE, 170)).isZero();
        clock.check(170);
    }
}
