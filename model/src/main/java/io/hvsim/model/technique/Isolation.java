// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * What it costs that the hypervisor cannot see a guest's registers and memory (a confidential VM: SEV-SNP, TDX). Cycles are
 * of the CPU it is on.
 *
 * @param exitCycles saving, wiping and checking state around each hardware exit, and telling the host what it may know
 * @param copyByteCycles copying a byte between the guest's memory and buffers that devices can reach
 * @param copyBufferCycles finding such a buffer and giving it back
 */
public record Isolation(double exitCycles, double copyByteCycles, double copyBufferCycles) {
    /** The hypervisor sees everything. */
    public static final Isolation NONE = new Isolation(0, 0, 0);

    /** Copying {@code bytes} that came or go in {@code buffers} pieces. */
    public double copyCycles(double bytes, double buffers) {
        return bytes * copyByteCycles + buffers * copyBufferCycles;
    }
}
