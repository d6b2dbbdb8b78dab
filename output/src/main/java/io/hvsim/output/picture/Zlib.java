// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Compression in the zlib format (RFC 1950 and 1951) that gives the same bytes everywhere. {@link java.util.zip.Deflater}
 * does not: it is whatever zlib the platform has.
 *
 * <p>Greedy matching over chains of equal three-byte prefixes, and one Huffman code for the whole input. Meant for
 * pictures: a few megabytes, mostly flat.
 */
final class Zlib {
    private static final int WINDOW = 1 << 15;
    private static final int HASHES = 1 << 15;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 258;
    private static final int CHAIN = 24;
    private static final int END = 256;
    private static final int LITERALS = 286;
    private static final int DISTANCES = 30;
    /** The order in which the format lists the lengths of the code that the lengths are written in (RFC 1951, 3.2.7). */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int[] LENGTH_START = starts(8, 4, SHORTEST);
    private static final int[] DISTANCE_START = starts(4, 2, 1);

    private final byte[] data;
    /** Literals as they are; matches as {@code length << 16 | distance}. */
    private final int[] tokens;

    private int count;

    private Zlib(byte[] data) {
        this.data = data;
        this.tokens = new int[data.length];
    }

    /** {@code data} compressed. */
    static byte[] compress(byte[] data) {
        Zlib zlib = new Zlib(data);
        zlib.match();
        Bits bits = new Bits();
        bits.put(0x78, 8);
        bits.put(0x01, 8);
        zlib.write(bits);
        bits.align();
        Adler32 check = new Adler32();
        check.update(data);
        bits.bytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
        return bits.toByteArray();
    }

    private void match() {
        int[] newest = new int[HASHES];
        int[] older = new int[WINDOW];
        int at = 0;
        while (at < data.length) {
            int best = at + SHORTEST <= data.length ? longest(at, newest, older) : 0;
            int length = best >>> 16;
            tokens[count++] = length >= SHORTEST ? best : data[at] & 0xff;
            int step = Math.max(1, length);
            for (int i = at; i < at + step && i + SHORTEST <= data.length; i++) {
                older[i & WINDOW - 1] = newest[hash(i)];
                newest[hash(i)] = i + 1;
            }
            at += step;
        }
    }

    /** The longest match for what starts at {@code at}, as a token; 0 for none. Positions in chains are one too high. */
    private int longest(int at, int[] newest, int[] older) {
        int best = 0;
        int distance = 0;
        int candidate = newest[hash(at)] - 1;
        int most = Math.min(LONGEST, data.length - at);
        for (int tries = 0; tries < CHAIN && candidate >= 0 && at - candidate < WINDOW && best < most; tries++) {
            int length = common(candidate, at, most);
            if (length > best) {
                best = length;
                distance = at - candidate;
            }
            int next = older[candidate & WINDOW - 1] - 1;
            candidate = next < candidate ? next : -1;
        }
        return best >= SHORTEST ? best << 16 | distance : 0;
    }

    private int common(int first, int second, int most) {
        int length = 0;
        while (length < most && data[first + length] == data[second + length]) {
            length++;
        }
        return length;
    }

    private int hash(int at) {
        int three = (data[at] & 0xff) << 16 | (data[at + 1] & 0xff) << 8 | data[at + 2] & 0xff;
        return three * 0x9E3779B1 >>> 17;
    }

    private void write(Bits bits) {
        long[] literals = new long[LITERALS];
        long[] distances = new long[DISTANCES];
        literals[END]++;
        for (int i = 0; i < count; i++) {
            int length = tokens[i] >>> 16;
            literals[length == 0 ? tokens[i] : 257 + slot(LENGTH_START, length)]++;
            if (length > 0) {
                distances[slot(DISTANCE_START, tokens[i] & 0xffff)]++;
            }
        }
        Huffman literalCode = Huffman.of(literals, 15);
        Huffman distanceCode = Huffman.of(distances, 15);
        bits.put(1, 1);
        bits.put(2, 2);
        writeLengths(bits, literalCode, distanceCode);
        for (int i = 0; i < count; i++) {
            writeToken(bits, tokens[i], literalCode, distanceCode);
        }
        literalCode.put(bits, END);
    }

    private static void writeLengths(Bits bits, Huffman literalCode, Huffman distanceCode) {
        long[] uses = new long[ORDER.length];
        literalCode.lengths().forEach(length -> uses[length]++);
        distanceCode.lengths().forEach(length -> uses[length]++);
        Huffman code = Huffman.of(uses, 7);
        bits.put(LITERALS - 257, 5);
        bits.put(DISTANCES - 1, 5);
        bits.put(ORDER.length - 4, 4);
        for (int symbol : ORDER) {
            bits.put(code.length(symbol), 3);
        }
        literalCode.lengths().forEach(length -> code.put(bits, length));
        distanceCode.lengths().forEach(length -> code.put(bits, length));
    }

    private static void writeToken(Bits bits, int token, Huffman literalCode, Huffman distanceCode) {
        int length = token >>> 16;
        if (length == 0) {
            literalCode.put(bits, token);
            return;
        }
        int slot = slot(LENGTH_START, length);
        literalCode.put(bits, 257 + slot);
        // The longest length has a slot of its own, without extra bits.
        bits.put(length - LENGTH_START[slot], length == LONGEST || slot < 8 ? 0 : slot / 4 - 1);
        int distance = token & 0xffff;
        int far = slot(DISTANCE_START, distance);
        distanceCode.put(bits, far);
        bits.put(distance - DISTANCE_START[far], far < 4 ? 0 : far / 2 - 1);
    }

    private static int slot(int[] starts, int value) {
        int found = Arrays.binarySearch(starts, value);
        return found >= 0 ? found : -found - 2;
    }

    /** Where each slot begins: the first {@code single} are one wide, then each {@code group} slots double in width. */
    private static int[] starts(int single, int group, int first) {
        int slots = single == 8 ? 29 : DISTANCES;
        int[] starts = new int[slots];
        int start = first;
        for (int slot = 0; slot < slots; slot++) {
            starts[slot] = start;
            start += 1 << (slot < single ? 0 : slot / group - 1);
        }
        if (single == 8) {
            starts[slots - 1] = LONGEST;
        }
        return starts;
    }
}
