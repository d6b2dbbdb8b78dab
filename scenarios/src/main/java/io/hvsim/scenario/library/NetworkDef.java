// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;
import java.util.Optional;

/**
 * A network: latency is one way, mtu the payload of a packet.
 *
 * @param packetHeaderBytes what each packet carries besides; empty for nothing
 * @param interruptGapNs time between receive interrupts of the network card, at least; 0 for one at once
 */
public record NetworkDef(
        String name,
        String title,
        Figure bandwidthBytesPerSecond,
        Figure latencyNs,
        Figure mtuBytes,
        Optional<Figure> packetHeaderBytes,
        Figure interruptGapNs,
        List<Figure> figures)
        implements Definition {}
