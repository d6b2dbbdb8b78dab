// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;

/** Values with probabilities; sampled by the alias method in constant time. */
record Weighted(double[] values, double[] probabilities) implements Distribution {

    static Weighted of(double[] values, double[] weights) {
        Require.sameLength("values", values, "weights", weights);
        for (int i = 0; i < values.length; i++) {
            Require.notNegative("values[" + i + "]", values[i]);
            Require.notNegative("weights[" + i + "]", weights[i]);
        }
        double total =
                Require.positive("the sum of weights", Arrays.stream(weights).sum());
        double[] probabilities = Arrays.stream(weights).map(w -> w / total).toArray();
        return new Weighted(values.clone(), probabilities);
    }

    @Override
    public Sampler bind(RandomStream stream) {
        var index = AliasMethodDiscreteSampler.of(stream.generator(), probabilities);
        return () -> values[index.sample()];
    }

    @Override
    public double mean() {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += probabilities[i] * values[i];
        }
        return sum;
    }

    @Override
    public double variance() {
        double mean = mean();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += probabilities[i] * (values[i] - mean) * (values[i] - mean);
        }
        return sum;
    }
}
