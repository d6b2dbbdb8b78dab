// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Optional;

/** Where the names in scenarios and library files lead. */
public interface Definitions {

    /** Names of a kind, sorted. */
    List<String> names(Kind<?> kind);

    /** The definition as written, with what it extends merged in; empty when there is none or it is broken. */
    Optional<YamlNode.Mapping> tree(Kind<?> kind, String name, Problems problems);

    /** The definition; empty when there is none or it is broken, which is then reported. */
    <T extends Definition> Optional<T> find(Kind<T> kind, String name, Problems problems);
}
