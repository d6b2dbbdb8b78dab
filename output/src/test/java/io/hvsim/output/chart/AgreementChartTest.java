// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementChartTest {
    private static final List<AgreementChart.Dot> DOTS = List.of(
            new AgreementChart.Dot("first", "a, x", 1e-6, 1.1e-6, true),
            new AgreementChart.Dot("first", "b, x", 36.9, 37, false),
            new AgreementChart.Dot("second", "c, y", 500, 5_000, true));

    @Test
    void everyResultIsInTheDataBehindTheChart() {
        String data = new String(ChartFormat.CSV.write(AgreementChart.of(DOTS)), StandardCharsets.UTF_8);
        assertThat(data.lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("36.9").endsWith("no"));
    }

    @Test
    void theSameResultsGiveTheSamePicture() {
        byte[] picture = ChartFormat.SVG.write(AgreementChart.of(DOTS));
        assertThat(picture).isEqualTo(ChartFormat.SVG.write(AgreementChart.of(DOTS)));
        assertThat(picture).isNotEqualTo(ChartFormat.SVG.write(AgreementChart.of(DOTS.subList(0, 2))));
    }
}
