// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;

/** A real device that hypervisors emulate. */
public record DeviceDef(String name, String title, Registers registers, List<Figure> figures) implements Definition {

    /** Device register accesses that stand in for one notification of a paravirtual device, and for one interrupt. */
    public record Registers(Figure perRequest, Figure perInterrupt) {}
}
