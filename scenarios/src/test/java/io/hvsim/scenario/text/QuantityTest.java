// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1 ns, TIME, 1",
        "10 us, TIME, 10000",
        "10 µs, TIME, 10000",
        "1.5ms, TIME, 1500000",
        "2 s, TIME, 2000000000",
        "1 min, TIME, 60000000000",
        "1 h, TIME, 3600000000000",
        ".5 s, TIME, 500000000",
        "1e-3 s, TIME, 1000000",
        "0.1 ns, TIME, 0.1",
        "242 cycles, CYCLES, 242",
        "14.5 kcycles, CYCLES, 14500",
        "3 Mcycles, CYCLES, 3000000",
        "1 Gcycles, CYCLES, 1000000000",
        "3.8 GHz, FREQUENCY, 3800000000",
        "100 Hz, FREQUENCY, 100",
        "200/s, RATE, 200",
        "200 /s, RATE, 200",
        "1.5 k/s, RATE, 1500",
        "512 MiB, SIZE, 536870912",
        "1 TiB, SIZE, 1099511627776",
        "1 MB, SIZE, 1000000",
        "1 Gb/s, BANDWIDTH, 125000000",
        "100 MB/s, BANDWIDTH, 100000000",
        "2 %, SHARE, 0.02",
        "95%, SHARE, 0.95",
        "0.21, NUMBER, 0.21",
        "-3, NUMBER, -3",
        "+3, NUMBER, 3",
    })
    void quantitiesAreExact(String text, Dimension dimension, BigDecimal base) {
        assertThat(Quantity.parse(text, dimension).quantity().orElseThrow().base())
                .isEqualByComparingTo(base);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "512, SIZE, number '512' without a unit",
                "10 sec, TIME, 'sec' is no unit of a time",
                "10 MB, TIME, 'MB' is no unit of a time",
                "10 MS, TIME, 'MS' is no unit of a time",
                "4 ms, NUMBER, unit 'ms' on a plain number",
                "NaN, NUMBER, 'NaN' is not a number",
                ".nan, NUMBER, '.nan' is not a number",
                ".inf s, TIME, '.inf s' is not a time",
                "Infinity, NUMBER, 'Infinity' is not a number",
                "1e400 s, TIME, '1e400 s' is out of any sensible range",
                "1e-400 s, TIME, '1e-400 s' is out of any sensible range",
                "1e99999999 s, TIME, '1e99999999 s' is not a time",
                "1_000, NUMBER, unit '_000' on a plain number",
                "0x10, NUMBER, unit 'x10' on a plain number",
                "1 2 s, TIME, '1 2 s' is not a time",
                "``, TIME, '' is not a time",
                "s, TIME, 's' is not a time",
            })
    void whatIsNoQuantitySaysWhy(String text, Dimension dimension, String message) {
        Quantity.Parsed parsed = Quantity.parse(text, dimension);
        assertThat(parsed.quantity()).isEmpty();
        assertThat(parsed.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200/s", "1.5 k/s", "10 ms", "2 %", "512 MiB"})
    void quantitiesPrintAsTheyAreWritten(String text) {
        Quantity quantity = Arrays.stream(Dimension.values())
                .flatMap(d -> Quantity.parse(text, d).quantity().stream())
                .findFirst()
                .orElseThrow();
        assertThat(quantity.text()).isEqualTo(text.replace("1.5 k/s", "1.5k/s"));
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "4e9, FREQUENCY, 4 GHz",
        "4.18e9, FREQUENCY, 4180 MHz",
        "260e6, FREQUENCY, 260 MHz",
        "25e6, TIME, 25 ms",
        "0, TIME, 0 s",
        "350e3, TIME, 350 us",
        "4294967296, SIZE, 4 GiB",
        "250e6, BANDWIDTH, 2 Gb/s",
        "12000, CYCLES, 12 kcycles",
    })
    void theShortestTextOfAValueSaysExactlyThatValue(double base, Dimension dimension, String text) {
        Quantity shortest = Quantity.shortest(base, dimension);
        assertThat(shortest.text()).isEqualTo(text);
        assertThat(shortest.base().doubleValue()).isEqualTo(base);
    }
}
