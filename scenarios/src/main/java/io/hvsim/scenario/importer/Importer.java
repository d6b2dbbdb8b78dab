// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Trace;
import java.io.IOException;
import java.util.List;

/** Reads load traces of one format. It holds no rows: what it keeps does not grow with the trace. */
interface Importer {

    /** What the user calls the format. */
    String kind();

    /** What the format is, and what files of it begin with. */
    String title();

    /** Whether a trace that begins with these lines is of the format. */
    boolean recognizes(List<String> head);

    /** Reads a trace that was recognized; rows that hold no load are left out and said. */
    void read(Trace trace, ImportSettings settings, Extract extract) throws IOException;
}
