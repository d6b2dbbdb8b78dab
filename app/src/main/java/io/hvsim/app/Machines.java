// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Site;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * What {@code hvsim run} simulates replications on: this computer, or a cluster. Fields and methods that picocli knows as
 * options become options of the command.
 */
public interface Machines extends AutoCloseable {

    /**
     * Makes them ready for the replications of a scenario. Called once; {@link #atOnce} and {@link #close} follow.
     *
     * @param samples of uncertain figures that take the place of replications; empty to replicate
     * @throws IOException if they are out of reach; the message says why
     */
    Site open(Scenario scenario, OptionalInt samples) throws IOException;

    /** How many replications to give them at once where the user does not say; at least 1. */
    int atOnce();

    @Override
    void close();
}
