// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZlibTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 257, 258, 259, 260, 40_000, 300_000})
    void whatWasCompressedIsReadBackByTheJdk(int length) throws IOException {
        assertReadBack(new byte[length]);
        assertReadBack(noise(length, 256));
        assertReadBack(noise(length, 2));
        assertReadBack(rows(length, 5401));
    }

    @Test
    void flatAreasAlmostVanish() {
        assertThat(Zlib.compress(new byte[1_000_000])).hasSizeLessThan(2_000);
    }

    /** Symbol weights that double force a tree deeper than the 15 bits that the format allows. */
    @Test
    void codesStayWithinTheirLongestLength() {
        long[] uses = new long[40];
        for (int i = 0; i < uses.length; i++) {
            uses[i] = 1L << i;
        }
        int[] lengths = Huffman.of(uses, 15).lengths().toArray();

        double kraft = Arrays.stream(lengths)
                .mapToDouble(length -> Math.pow(2, -length))
                .sum();
        assertThat(Arrays.stream(lengths)).allMatch(length -> length >= 1 && length <= 15);
        assertThat(kraft).isEqualTo(1);
    }

    private static void assertReadBack(byte[] data) throws IOException {
        byte[] compressed = Zlib.compress(data);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            assertThat(in.readAllBytes()).isEqualTo(data);
        }
    }

    private static byte[] noise(int length, int values) {
        SplittableRandom random = new SplittableRandom(length);
        byte[] noise = new byte[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (byte) random.nextInt(values);
        }
        return noise;
    }

    private static byte[] rows(int length, int width) {
        byte[] row = noise(width, 256);
        byte[] rows = new byte[length];
        for (int i = 0; i < length; i++) {
            rows[i] = row[i % width];
        }
        return rows;
    }
}
