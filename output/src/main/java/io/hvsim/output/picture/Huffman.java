// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** A canonical Huffman code as deflate uses it (RFC 1951, 3.2.2). */
final class Huffman {
    private final int[] lengths;
    private final int[] codes;

    private Huffman(int[] lengths) {
        this.lengths = lengths;
        this.codes = codes(lengths);
    }

    /**
     * A code for symbols that occur {@code uses} times, none longer than {@code longest} bits. A symbol without use has no
     * code; there are always two codes, because some readers refuse fewer.
     */
    static Huffman of(long[] uses, int longest) {
        long[] weights = uses.clone();
        for (int symbol = 0; used(weights) < 2; symbol++) {
            weights[symbol] = Math.max(weights[symbol], 1);
        }
        int[] lengths = lengths(weights);
        while (Arrays.stream(lengths).max().orElse(0) > longest) {
            // Rarer symbols gain on the others, and the tree flattens.
            weights = Arrays.stream(weights).map(weight -> (weight + 1) / 2).toArray();
            lengths = lengths(weights);
        }
        return new Huffman(lengths);
    }

    IntStream lengths() {
        return Arrays.stream(lengths);
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    void put(Bits bits, int symbol) {
        bits.put(codes[symbol], lengths[symbol]);
    }

    private static long used(long[] weights) {
        return Arrays.stream(weights).filter(weight -> weight > 0).count();
    }

    private record Node(long weight, int order, int[] symbols) implements Comparable<Node> {
        @Override
        public int compareTo(Node other) {
            return weight != other.weight ? Long.compare(weight, other.weight) : Integer.compare(order, other.order);
        }
    }

    private static int[] lengths(long[] weights) {
        PriorityQueue<Node> nodes = new PriorityQueue<>();
        for (int symbol = 0; symbol < weights.length; symbol++) {
            if (weights[symbol] > 0) {
                nodes.add(new Node(weights[symbol], symbol, new int[] {symbol}));
            }
        }
        int[] lengths = new int[weights.length];
        for (int order = weights.length; nodes.size() > 1; order++) {
            Node light = nodes.remove();
            Node heavy = nodes.remove();
            int[] symbols = IntStream.concat(Arrays.stream(light.symbols), Arrays.stream(heavy.symbols))
                    .toArray();
            for (int symbol : symbols) {
                lengths[symbol]++;
            }
            nodes.add(new Node(light.weight + heavy.weight, order, symbols));
        }
        return lengths;
    }

    /** Codes in order of length, then of symbol; their bits reversed, because a code is written highest bit first. */
    private static int[] codes(int[] lengths) {
        int[] codes = new int[lengths.length];
        int code = 0;
        for (int length = 1; length <= Arrays.stream(lengths).max().orElse(0); length++) {
            code <<= 1;
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = Integer.reverse(code++) >>> 32 - length;
                }
            }
        }
        return codes;
    }
}
