// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.figure.Figure;
import java.util.List;

/** A named entry of the library, or its like written inside a scenario. */
public interface Definition {

    /** File name without ending, or the dotted path of an inline definition in its scenario. */
    String name();

    /** A line for people. */
    String title();

    /** Every figure of the definition and of those it refers to, in a fixed order. */
    List<Figure> figures();
}
