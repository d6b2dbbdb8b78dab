// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Site;
import java.util.OptionalInt;

/** The threads of this process. */
final class ThisMachine implements Machines {
    @Override
    public Site open(Scenario scenario, OptionalInt samples) {
        return Site.HERE;
    }

    @Override
    public int atOnce() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public void close() {
        // Threads end with their work.
    }
}
