// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

/** A model that all engines run. It draws its random numbers itself, in the order of events. */
abstract class Model {
    static final double SECOND_NS = 1e9;
    private static final long SEED = 42;

    final Xoshiro256 random = new Xoshiro256(SEED);

    /** How many entities there are, numbered from 0, and at most how many events to come. */
    abstract int entities();

    /** Whether an entity has at most one event to come. */
    abstract boolean oneEventEach();

    /** Schedules the first events. */
    abstract void begin(Calendar calendar);

    /** An event of {@code entity} happens. */
    abstract void happen(int entity, Calendar calendar);

    /** A number that tells a run of this model from one that went another way. */
    abstract long check();

    /**
     * The model of that name.
     *
     * @param events how many happen in all
     */
    static Model of(String name, long events) {
        return switch (name) {
            case "mm1" -> new SingleServer(events / 2);
            case "phold-1024" -> new Phold(1024, events);
            case "phold-65536" -> new Phold(65_536, events);
            default -> throw new IllegalArgumentException("no model " + name);
        };
    }
}
