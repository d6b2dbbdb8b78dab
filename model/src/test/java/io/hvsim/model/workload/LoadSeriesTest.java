// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LoadSeriesTest {
    private static LoadSeries series(long[] starts, long[] ends, double... amounts) {
        return new LoadSeries(starts, ends, amounts, new long[amounts.length]);
    }

    @Test
    void stretchesWithoutLoadArePassedOverAndTheSeriesBeginsAgain() {
        LoadSeries.Cursor cursor = series(new long[] {0, 10, 30}, new long[] {10, 20, 40}, 0, 5, 7).new Cursor();
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.startNs()).isEqualTo(10);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.amount()).isEqualTo(7);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.startNs()).isEqualTo(40 + 10);
        assertThat(cursor.endNs()).isEqualTo(40 + 20);
    }

    @Test
    void aSeriesWithoutLoadOrWithoutLengthEnds() {
        assertThat(series(new long[] {0}, new long[] {10}, 0.5).new Cursor().next())
                .isFalse();
        assertThat(series(new long[0], new long[0]).new Cursor().next()).isFalse();
        LoadSeries.Cursor instant = series(new long[] {0}, new long[] {0}, 3).new Cursor();
        assertThat(instant.next()).isTrue();
        assertThat(instant.next()).isFalse();
    }

    @Test
    void stretchesMayNotOverlap() {
        assertThatIllegalArgumentException().isThrownBy(() -> series(new long[] {0, 9}, new long[] {10, 20}, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> series(new long[] {5}, new long[] {4}, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> series(new long[] {5, 6}, new long[] {6}, 1));
    }
}
