// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

/**
 * A network link, what is beyond it, and the card of the guest: the same bandwidth each way, and a fixed delay.
 *
 * @param bitsPerSecond bandwidth each way; above 0
 * @param delayNs one-way delay besides serialization, in nanoseconds
 * @param interruptGapNs time between receive interrupts, at least, in nanoseconds; 0 for one at once
 * @param sendWindowBytes how much a sender may have queued before it has to wait
 * @param mtuBytes payload of a packet on the wire
 * @param headerBytes what the wire carries with each packet besides
 * @param segmentBytes payload that the guest hands to the card, or gets from it, at once: more than {@code mtuBytes} where
 *     the card cuts and joins packets (TSO, LRO)
 */
public record NetworkModel(
        double bitsPerSecond,
        long delayNs,
        long interruptGapNs,
        long sendWindowBytes,
        double mtuBytes,
        double headerBytes,
        double segmentBytes) {

    /**
     * Packets that the guest handles for a message: each segment is one, and so is each packet without data, such as an
     * acknowledgement.
     *
     * @param packets of the message on the wire
     */
    public double handledPackets(double bytes, double packets) {
        if (segmentBytes <= mtuBytes) {
            return packets;
        }
        double full = Math.min(packets, Math.ceil(bytes / mtuBytes));
        return packets - full + Math.min(full, Math.ceil(bytes / segmentBytes));
    }
}
