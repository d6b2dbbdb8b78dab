// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

/** What a {@link SimProcess} does from its start to its end, as straight-line code. */
@FunctionalInterface
public interface LifeCycle {
    /** Runs to its end in simulated time, which passes only in {@link SimProcess#hold} and {@link SimProcess#passivate}. */
    void run(SimProcess self);
}
