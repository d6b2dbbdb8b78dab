// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static final List<Double> MIB_TO_GIB = List.of(0x1p20, 0x1p25, 0x1p30);

    @Test
    void linearAxisIsInTheUnitOfItsGreatestValue() {
        assertThat(LineChart.unitOf("B", MIB_TO_GIB, false).symbol()).isEqualTo("GiB");
    }

    @Test
    void logarithmicAxisIsInTheUnitOfItsLeastValue() {
        assertThat(LineChart.unitOf("B", MIB_TO_GIB, true).symbol()).isEqualTo("MiB");
    }
}
