// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

/**
 * The clock of a socket's cores by how many of them are active. The more are, the less power each may take.
 *
 * <p>A host with turbo counts cycles by the clock that one active core alone has ({@link Host#clockHz}); with more active
 * cores all of the socket are slower.
 */
public final class Turbo {
    /** A clock that never changes. */
    public static final Turbo NONE = new Turbo(1, 1);

    private final double gain;
    private final double[] speeds;

    /**
     * @param baseHz the nominal clock; above 0
     * @param stepsHz the clock with one active core, two, and so on; the last holds for more; at least one, none above the
     *     one before
     */
    public Turbo(double baseHz, double... stepsHz) {
        this.gain = stepsHz[0] / baseHz;
        this.speeds = new double[stepsHz.length];
        for (int i = 0; i < speeds.length; i++) {
            speeds[i] = stepsHz[i] / stepsHz[0];
        }
    }

    /** The clock with {@code active} cores of a socket, 0 or more, as a share of that with one. */
    public double speed(int active) {
        return speeds[Math.max(0, Math.min(active, speeds.length) - 1)];
    }

    /** How much faster than nominal one active core alone is. */
    public double gain() {
        return gain;
    }

    /** Whether the clock depends on how many cores are active. */
    public boolean hasSteps() {
        return speeds[speeds.length - 1] != 1;
    }
}
