// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

/** An engine as the models of this package see it: events of numbered entities, in the order of (time, priority, arming). */
interface Events {
    /** Gets ready for a model with entities 0 to {@code entities - 1}. */
    void start(Model model, int entities);

    /** Of events at the same time, those of an entity with a lower priority, -32 to 31, happen first; 0 unless set. */
    void prioritise(int entity, int priority);

    /** The event of this entity happens {@code delayNs} from now, whether it was armed already or not. */
    void arm(int entity, long delayNs);

    /** Of the event that happens now: it comes to this entity {@code delayNs} from now, besides others under way to it. */
    void forward(int entity, long delayNs);

    /** The event of this entity does not happen, if it was armed. */
    void cancel(int entity);

    /** Lets events happen until none is armed. */
    void run();

    /** The clock, in nanoseconds. */
    long now();
}
