// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.io.ByteArrayOutputStream;

/** Bits written lowest first, as deflate wants them. */
final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long pending;
    private int held;

    /** Writes the lowest {@code count} (at most 32) bits of {@code value}. */
    void put(int value, int count) {
        pending |= (value & (1L << count) - 1) << held;
        held += count;
        while (held >= 8) {
            bytes.write((int) pending);
            pending >>>= 8;
            held -= 8;
        }
    }

    /** Fills up to the next whole byte with zeros. */
    void align() {
        if (held > 0) {
            put(0, 8 - held);
        }
    }

    void bytes(byte[] more) {
        bytes.writeBytes(more);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
