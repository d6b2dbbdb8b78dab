// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

    @ParameterizedTest
    @CsvSource({
        "s, 0.0482, 48.2 ms",
        "s, 0.00099996, 1.00 ms",
        "s, 12e-6, 12.0 µs",
        "s, 90, 90.0 s",
        "s, 1200, 20.0 min",
        "s, 0, 0 s",
        "1/s, 1234, '1,234/s'",
        "1/s, 12340, 12.3 k/s",
        "share, 0.346, 34.6 %",
        "B, 1536, 1.50 KiB",
        "ratio, 0.93, 0.930",
        "furlong, 3, 3.00 furlong"
    })
    void valuesAreShownInTheUnitThatSuitsThem(String base, double value, String text) {
        assertThat(Unit.show(base, value)).isEqualTo(text);
    }

    @Test
    void givenValuesKeepTheirDigits() {
        assertThat(Unit.exact("s", 0.05)).isEqualTo("50 ms");
        assertThat(Unit.exact("s", 0.0025)).isEqualTo("2.5 ms");
    }

    @ParameterizedTest
    @CsvSource({
        "100/s, 100, 1/s",
        "1.5 k/s, 1500, 1/s",
        "2 ms, 0.002, s",
        "4, 4, count",
        "12.5 %, 0.125, share",
        "512 MiB, 536870912, B",
        "3.8 GHz, 3.8e9, Hz"
    })
    void labelsAreReadIntoBaseUnits(String label, double value, String unit) {
        assertThat(Quantity.parse(label)).contains(new Quantity(value, unit));
    }

    @Test
    void namesAndUnknownUnitsAreNoQuantities() {
        assertThat(Quantity.parse("native")).isEmpty();
        assertThat(Quantity.parse("4 furlongs")).isEmpty();
        assertThat(Quantity.parse("2.6.22-vmi")).isEmpty();
    }

    @Test
    void anAxisIsNumericOnlyWhenAllLabelsHaveOneDimension() {
        assertThat(Quantity.parseAll(List.of("1 ms", "1 s"))).isPresent();
        assertThat(Quantity.parseAll(List.of("1 ms", "1 KiB"))).isEmpty();
        assertThat(Quantity.parseAll(List.of("1", "native"))).isEmpty();
        assertThat(Quantity.parseAll(List.of())).isEmpty();
    }
}
