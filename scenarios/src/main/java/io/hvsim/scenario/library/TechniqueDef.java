// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.technique.Operation;
import io.hvsim.model.technique.Technique;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtualization technique and what it needs.
 *
 * @param technique the choices it is made of
 * @param features parts of its interface that a VM can have one by one, and the operations that each takes over
 */
public record TechniqueDef(
        String name,
        String title,
        Technique technique,
        Needs needs,
        Map<String, List<Operation>> features,
        List<Figure> figures)
        implements Definition {

    /**
     * What must be there for the technique.
     *
     * @param cpuFeatures alternatives, of which the CPU must have one in full; empty when any CPU will do
     * @param capability the hypervisor's, such as {@code binary-translation}
     * @param guestInterface the guest's, such as {@code vmi}
     * @param optIn a flag of the VM that must be on, such as {@code vmi}
     */
    public record Needs(
            List<List<String>> cpuFeatures,
            Optional<String> capability,
            Optional<String> guestInterface,
            Optional<String> optIn) {}
}
