// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;
import java.util.Optional;

/**
 * How a host takes memory back from its VMs.
 *
 * @param idleTax share of idle pages that may be taken in favour of others
 * @param balloonLimit part of a VM's memory that the balloon can take
 * @param compressionCache part of a VM's memory that may hold compressed pages
 * @param copyCycles breaking up a shared page that is written to
 * @param scan how equal pages are found; empty when they are not shared
 * @param samples pages watched in each {@code samplePeriodNs} to estimate active memory
 */
public record ReclamationDef(
        String name,
        String title,
        Levels levels,
        Figure idleTax,
        Figure balloonLimit,
        Figure balloonBytesPerSecond,
        Figure compressionCache,
        Figure decompressNs,
        Figure swapBytesPerSecond,
        Figure copyCycles,
        Optional<Scan> scan,
        Figure samples,
        Figure samplePeriodNs,
        List<Figure> figures)
        implements Definition {

    /** Which amounts of free memory part its states. */
    public enum Levels {
        /** 6, 4, 2 and 1 % of the host. */
        CLASSIC,
        /** 100, 64, 32 and 16 % of the sliding scale of vSphere 5. */
        SLIDING
    }

    /**
     * The search for equal pages.
     *
     * @param pages looked at together; empty for all of the host
     * @param sleepNs pause after them
     * @param visits how often a page must be found unchanged
     */
    public record Scan(Optional<Figure> pages, Figure sleepNs, Figure visits) {}
}
