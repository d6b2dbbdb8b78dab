// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

/**
 * xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021), its state
 * filled by SplitMix64. All engines draw from it in the same order.
 */
final class Xoshiro256 {
    private long s0;
    private long s1;
    private long s2;
    private long s3;

    Xoshiro256(long seed) {
        long gamma = 0x9e3779b97f4a7c15L;
        s0 = mix(seed + gamma);
        s1 = mix(seed + 2 * gamma);
        s2 = mix(seed + 3 * gamma);
        s3 = mix(seed + 4 * gamma);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** Uniform over 0 to {@code bound - 1}, {@code bound} a power of two. */
    int nextInt(int bound) {
        return (int) (nextLong() >>> 32) & (bound - 1);
    }

    /** Exponential by inversion, -log(1-u), in whole nanoseconds: those an engine with a clock of doubles adds without error. */
    long exponentialNs(double meanNs) {
        double uniform = (nextLong() >>> 11) * 0x1p-53;
        return (long) (-Math.log(1 - uniform) * meanNs);
    }
}
