// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.Optional;

/** What the types of single values have in common. */
final class Scalars {
    private Scalars() {}

    /** The node as a single value; empty after reporting that it is none or that nothing was written. */
    static Optional<YamlNode.Scalar> read(YamlNode node, Type<?> type, Reading in) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
            return Optional.of(scalar);
        }
        in.problem(node.place(), node.insteadOf(type.phrase()), "");
        return Optional.empty();
    }
}
