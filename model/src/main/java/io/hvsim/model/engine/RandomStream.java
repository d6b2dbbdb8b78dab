// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoRoShiRo128PlusPlus;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The random numbers of one source of randomness (the arrivals of one VM, the think times of one client) in one
 * replication. Drawing allocates nothing.
 *
 * <p>A stream is a function of seed, replication and the name of its source, and of nothing else: neither the other
 * sources nor the order in which streams are made change it. So two techniques, or two schedulers, meet the same
 * arrivals (common random numbers), and a model that gains a source leaves the streams of all others as they were.
 * Jumping ahead within one sequence would number the streams and so lose exactly that; hashing keeps it.
 *
 * <p>The generator is xoroshiro128++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS
 * 47(4), 2021) of period 2^128 - 1. Both halves of its state are hashed from seed, replication and name with the
 * finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), in chains of different constants: a start is one of
 * 2^128 places in effect at random, and among a million streams of 2^40 numbers the chance that any two overlap is below
 * 10^-14.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long SILVER_GAMMA = 0x6a09e667f3bcc909L;

    private final UniformRandomProvider generator;
    private final ZigguratSampler exponential;
    private final ZigguratSampler gaussian;

    private RandomStream(UniformRandomProvider generator) {
        this.generator = generator;
        this.exponential = ZigguratSampler.Exponential.of(generator);
        this.gaussian = ZigguratSampler.NormalizedGaussian.of(generator);
    }

    /**
     * The stream of one source, from its first number on. Calling it twice gives the same numbers twice, so each source
     * of a run needs a name of its own.
     *
     * @param seed of the experiment; any value
     * @param replication which of the repetitions with that seed; {@code ~n} for the mirror of repetition {@code n}, whose
     *     numbers have all bits the other way round: where one is large, the other is small (antithetic variates)
     * @param source the name of what is random, such as {@code "web-3.arrivals"}
     */
    public static RandomStream of(long seed, int replication, String source) {
        Objects.requireNonNull(source, "source");
        int repetition = replication < 0 ? ~replication : replication;
        long high = hash(GOLDEN_GAMMA, seed, repetition, source);
        long low = hash(SILVER_GAMMA, seed, repetition, source);
        XoRoShiRo128PlusPlus generator = new XoRoShiRo128PlusPlus(high, low);
        return new RandomStream(replication < 0 ? new Mirror(generator) : generator);
    }

    /** The numbers of a generator with all bits the other way round. */
    private record Mirror(UniformRandomProvider generator) implements UniformRandomProvider {
        @Override
        public long nextLong() {
            return ~generator.nextLong();
        }
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    public double nextDouble() {
        return generator.nextDouble();
    }

    /** Uniform over all 64-bit values. */
    public long nextLong() {
        return generator.nextLong();
    }

    /**
     * Uniform over 0, 1, ... {@code bound - 1}.
     *
     * @throws IllegalArgumentException if {@code bound} is not above 0
     */
    public int nextInt(int bound) {
        return generator.nextInt(bound);
    }

    /** Exponential with mean 1. */
    public double nextExponential() {
        return exponential.sample();
    }

    /** Normal with mean 0 and standard deviation 1. */
    public double nextGaussian() {
        return gaussian.sample();
    }

    /** The generator behind the stream, for the samplers of Commons RNG; they and this stream share the numbers. */
    public UniformRandomProvider generator() {
        return generator;
    }

    /** Absorbs one number after another; each step is a bijection of both, so no single change can be lost. */
    private static long hash(long gamma, long seed, int replication, String source) {
        long state = mix(gamma + seed);
        state = mix(state + gamma + replication);
        for (int i = 0; i < source.length(); i++) {
            state = mix(state + gamma + source.charAt(i));
        }
        return state;
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
