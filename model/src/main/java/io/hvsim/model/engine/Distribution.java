// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

/**
 * The distribution of a random amount: a time, a number of cycles, a size. Amounts are never negative. Their unit is the
 * caller's; {@link #mean} and the samples are in it, {@link #variance} in its square.
 *
 * <p>A distribution is immutable and may be shared among runs; the {@link Sampler} that {@link #bind} gives belongs to the
 * run of its stream. {@link Distributions} makes the usual ones.
 */
public interface Distribution {
    /** A sampler that draws from the stream; several samplers may share one stream. */
    Sampler bind(RandomStream stream);

    /** The expected value; infinite for a Pareto distribution of shape 1 or less. */
    double mean();

    /** The variance; infinite for a Pareto distribution of shape 2 or less. */
    double variance();

    /** The coefficient of variation: standard deviation over mean; 0 for a distribution that is always 0. */
    default double cv() {
        return variance() == 0 ? 0 : Math.sqrt(variance()) / mean();
    }
}
