// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

/**
 * A network link and what is beyond it: the same bandwidth each way, and a fixed delay.
 *
 * @param bitsPerSecond bandwidth each way; above 0
 * @param delayNs one-way delay besides serialization, in nanoseconds
 * @param interruptGapNs time between receive interrupts, at least, in nanoseconds; 0 for one at once
 * @param sendWindowBytes how much a sender may have queued before it has to wait
 */
public record NetworkModel(double bitsPerSecond, long delayNs, long interruptGapNs, long sendWindowBytes) {}
