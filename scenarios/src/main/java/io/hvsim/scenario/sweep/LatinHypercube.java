// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.model.engine.RandomStream;

/**
 * Latin hypercube sampling: of {@code n} samples each takes one of the {@code n} equal parts of every dimension, no two the
 * same part, in an order drawn anew for each dimension, and a random place within the part.
 *
 * <p>Source: McKay, Beckman and Conover, Technometrics 21 (1979).
 */
public final class LatinHypercube {
    private LatinHypercube() {}

    /**
     * A sample.
     *
     * @param samples number of points; at least 1
     * @return for each dimension the coordinate of each point, 0 to 1
     */
    public static double[][] draw(int samples, int dimensions, RandomStream random) {
        double[][] coordinates = new double[dimensions][samples];
        for (double[] dimension : coordinates) {
            int[] part = new int[samples];
            for (int i = 0; i < samples; i++) {
                int place = (int) (random.nextDouble() * (i + 1));
                part[i] = part[place];
                part[place] = i;
            }
            for (int i = 0; i < samples; i++) {
                dimension[i] = (part[i] + random.nextDouble()) / samples;
            }
        }
        return coordinates;
    }
}
