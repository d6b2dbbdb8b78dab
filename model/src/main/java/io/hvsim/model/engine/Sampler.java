// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

/** A {@link Distribution} bound to a {@link RandomStream}. */
@FunctionalInterface
public interface Sampler {
    /** The next value, in the unit of the distribution; never negative. Allocates nothing. */
    double next();
}
