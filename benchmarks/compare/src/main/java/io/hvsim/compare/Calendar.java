// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

/** What a model needs of an engine: a clock, and events to come. */
interface Calendar {
    /** The time of the event that is happening, in nanoseconds. */
    long now();

    /** Lets {@code entity} have an event after a delay; an entity may have several to come. */
    void schedule(int entity, long delayNs);
}
