// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationRingTest {

    @ParameterizedTest
    @CsvSource({"2, false", "3, true", "4, true", "5, false"})
    void d1ConsumerIsToldWhenItsEventWasPassed(int event, boolean told) {
        assertThat(NotificationRing.mustNotify(event, 5, 3)).isEqualTo(told);
    }

    @Test
    void d1CountsWrapAtSixteenBits() {
        assertThat(NotificationRing.mustNotify(65535, 1, 65534)).isTrue();
        NotificationRing ring = new NotificationRing();
        for (int i = 0; i < 70_000; i++) {
            assertThat(ring.produce(1)).isTrue();
            ring.sleep();
        }
    }

    @Test
    void d2BurstIntoASleepingConsumerKicksOnce() {
        NotificationRing ring = new NotificationRing();
        int kicks = 0;
        for (int i = 0; i < 50; i++) {
            kicks += ring.produce(1) ? 1 : 0;
        }
        assertThat(kicks).isEqualTo(1);
    }

    @Test
    void d2ConsumerThatKeepsPaceIsKickedEachTimeAndOneThatLooksIsNotKicked() {
        NotificationRing pace = new NotificationRing();
        NotificationRing looking = new NotificationRing();
        looking.produce(1);
        int paced = 0;
        int looked = 0;
        for (int i = 0; i < 50; i++) {
            paced += pace.produce(1) ? 1 : 0;
            pace.sleep();
            looked += looking.produce(1) ? 1 : 0;
        }
        assertThat(paced).isEqualTo(50);
        assertThat(looked).isZero();
    }
}
