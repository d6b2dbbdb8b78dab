// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTest {

    @ParameterizedTest
    @CsvSource({"2, false", "3, true", "4, true", "5, false"})
    void d1ConsumerIsToldWhenItsEventWasPassed(int event, boolean told) {
        assertThat(EventIndexRing.mustNotify(event, 5, 3)).isEqualTo(told);
    }

    @Test
    void d1CountsWrapAtSixteenBits() {
        assertThat(EventIndexRing.mustNotify(65535, 1, 65534)).isTrue();
        EventIndexRing ring = new EventIndexRing();
        for (int i = 0; i < 70_000; i++) {
            assertThat(ring.produce(1)).isTrue();
            ring.sleep();
        }
    }

    @Test
    void d2BurstIntoASleepingConsumerKicksOnce() {
        EventIndexRing ring = new EventIndexRing();
        int kicks = 0;
        for (int i = 0; i < 50; i++) {
            kicks += ring.produce(1) ? 1 : 0;
        }
        assertThat(kicks).isEqualTo(1);
    }

    @Test
    void d2ConsumerThatKeepsPaceIsKickedEachTimeAndOneThatLooksIsNotKicked() {
        EventIndexRing pace = new EventIndexRing();
        EventIndexRing looking = new EventIndexRing();
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

    /** The burst comes before the consumer runs: by the flag it is told of each entry, by the event of the first. */
    @Test
    void d2FlagIsOfNoUseUntilTheConsumerRuns() {
        assertThat(kicks(new FlagRing(), false)).isEqualTo(50);
        assertThat(kicks(new EventIndexRing(), false)).isEqualTo(1);
    }

    @Test
    void d2ConsumerThatRunsAfterTheFirstEntryIsToldOnceEitherWay() {
        assertThat(kicks(new FlagRing(), true)).isEqualTo(1);
        assertThat(kicks(new EventIndexRing(), true)).isEqualTo(1);
    }

    @Test
    void d2ConsumerThatSleepsAgainIsToldAgainEitherWay() {
        for (NotificationRing ring : List.of(new FlagRing(), new EventIndexRing())) {
            assertThat(ring.produce(1)).isTrue();
            ring.look();
            assertThat(ring.produce(1)).isFalse();
            ring.sleep();
            assertThat(ring.produce(1)).isTrue();
        }
    }

    private static int kicks(NotificationRing ring, boolean runsAtOnce) {
        int kicks = 0;
        for (int i = 0; i < 50; i++) {
            kicks += ring.produce(1) ? 1 : 0;
            if (runsAtOnce) {
                ring.look();
            }
        }
        return kicks;
    }
}
