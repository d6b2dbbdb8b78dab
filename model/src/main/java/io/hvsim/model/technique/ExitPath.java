// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * The way of an exit on one host, beside the hardware's round trip and the handler in the hypervisor's kernel. Cycles are of
 * the CPU it is on.
 *
 * @param userHopCycles from the hypervisor's kernel to a user-space VMM and back
 * @param isolation of a confidential VM
 * @param nesting of a guest of a guest hypervisor, or null
 */
public record ExitPath(double userHopCycles, Isolation isolation, Nesting nesting) {
    /** An ordinary VM on the host's own hypervisor; the price of operations contains every hop. */
    public static final ExitPath PLAIN = new ExitPath(0, Isolation.NONE, null);
}
