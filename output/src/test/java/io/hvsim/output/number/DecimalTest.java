// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "5, 5",
        "-5, -5",
        "0.1, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "100000, 100000",
        "1e20, 100000000000000000000",
        "1e21, 1e21",
        "2.0E-3, 0.002",
        "0.000001, 0.000001",
        "1.5e-9, 1.5e-9",
        "5.684341886080802E-14, 5.684341886080802e-14",
        "1.7976931348623157E308, 1.7976931348623157e308",
        "4.9E-324, 5e-324",
        "2.2250738585072014E-308, 2.2250738585072014e-308"
    })
    void shortestTextHasNoDigitThatSaysNothing(double value, String text) {
        assertThat(Decimal.shortest(value)).isEqualTo(text);
    }

    @Test
    void shortestTextReadsBackExactly() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Decimal.shortest(value))).isEqualTo(value);
            }
        }
    }

    @Test
    void whatIsNotFiniteHasNoText() {
        assertThat(Decimal.shortest(Double.NaN)).isEmpty();
        assertThat(Decimal.shortest(Double.NEGATIVE_INFINITY)).isEmpty();
    }

    @Test
    void fixedPartsThousandsInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Decimal.fixed(1234567.891, 2)).isEqualTo("1,234,567.89");
            assertThat(Decimal.fixed(-1234.5, 0)).isEqualTo("-1,235");
            assertThat(Decimal.fixed(-0.001, 1)).isEqualTo("0.0");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"48.23, 48.2", "0.04823, 0.0482", "9.996, 10.0", "4823.7, '4,824'", "0, 0"})
    void significantShowsThreeDigits(double value, String text) {
        assertThat(Decimal.significant(value, 3)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "2.50, 2.5", "0.1234567, 0.123457", "1000, '1,000'"})
    void briefLeavesOutZeros(double value, String text) {
        assertThat(Decimal.brief(value, 6)).isEqualTo(text);
    }

    @Test
    void decimalsOfUpToFifteenDigitsComeBackAsTheyWere() {
        SplittableRandom random = new SplittableRandom(15);
        for (int i = 0; i < 20_000; i++) {
            long digits = random.nextLong(1, (long) Math.pow(10, random.nextInt(1, 16)));
            BigDecimal written = BigDecimal.valueOf(digits, random.nextInt(-280, 280));
            String text = Decimal.shortest(written.doubleValue());
            assertThat(new BigDecimal(text)).as(text).isEqualByComparingTo(written);
            assertThat(new BigDecimal(text).stripTrailingZeros().precision())
                    .as(text)
                    .isEqualTo(written.stripTrailingZeros().precision());
        }
    }
}
