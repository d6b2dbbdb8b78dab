// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

/** What happens at events. */
interface Model {
    /** Arms the first events. */
    void begin(Events events);

    /** The event of this entity. */
    void happen(int entity);

    /** The number of events that happened, once there are no more. */
    long count();

    /** A number in which every event has a part, the same on every engine. */
    double check();
}
