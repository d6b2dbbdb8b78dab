// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

/** xoshiro256++ (Blackman and Vigna, ACM TOMS 47(4), 2021), with exponentials by inversion: the same for all engines. */
final class Xoshiro {
    private long s0 = 0x9e3779b97f4a7c15L;
    private long s1 = 0xbf58476d1ce4e5b9L;
    private long s2 = 0x94d049bb133111ebL;
    private long s3 = 42;

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

    /** Uniform in [0, 1). */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Uniform over 0 to {@code bound - 1}, but for a bias below 2^-32 of the bound. */
    int nextInt(int bound) {
        return (int) ((nextLong() >>> 32) * bound >>> 32);
    }

    /** Exponential of this mean, cut to an integer. */
    long exponential(double mean) {
        return (long) (-Math.log(1 - nextDouble()) * mean);
    }
}
