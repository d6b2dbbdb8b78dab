// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.figure;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A distribution of the library, each of its parameters or measured values a figure of its own. */
public record DistributionFigure(DistributionSpec.Shape shape, Map<String, Figure> parameters, List<Figure> values) {

    /** The distribution with its parameters as {@code chosen} takes them. */
    public DistributionSpec at(FigureValues chosen) {
        return new DistributionSpec(
                shape,
                parameters.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, e -> e.getValue().at(chosen))),
                values.stream().map(v -> v.at(chosen)).toList());
    }
}
