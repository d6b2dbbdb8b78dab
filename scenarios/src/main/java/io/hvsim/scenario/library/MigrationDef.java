// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;
import java.util.Optional;

/**
 * How a live migration proceeds.
 *
 * @param rounds rounds of pre-copy after which the VM is stopped; empty for no limit
 * @param sentLimit times its memory after which it is stopped; empty for no limit
 * @param fewPages number of remaining pages below which it is stopped; empty for no such rule
 * @param downtimeNs time in which what remains must be sent for it to be stopped; empty for no such rule
 * @param maxBytesPerSecond what is sent at most; empty for as much as the link takes
 * @param rate how the rate adapts; empty to send as fast as the link takes it
 * @param throttle how vCPUs are slowed down; empty when they are not
 */
public record MigrationDef(
        String name,
        String title,
        Optional<Figure> rounds,
        Optional<Figure> sentLimit,
        Optional<Figure> fewPages,
        Optional<Figure> downtimeNs,
        boolean skipsRedirtied,
        Optional<Figure> maxBytesPerSecond,
        Optional<Rate> rate,
        Optional<Throttle> throttle,
        boolean postCopy,
        List<Figure> figures)
        implements Definition {

    /** Rates in bytes per second: at first, above that at which pages become dirty, and at most. */
    public record Rate(Figure start, Figure above, Figure most) {}

    /** Shares of the time that vCPUs are kept from running: at first, more each time, and at most. */
    public record Throttle(Figure first, Figure step, Figure most) {}
}
