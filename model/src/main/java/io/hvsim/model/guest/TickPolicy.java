// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * What becomes of the clock ticks that fall due while a vCPU waits for a pCPU.
 *
 * <p>Source: Xen, {@code xen/arch/x86/hvm/vpt.c} (timer modes of HVM guests); VMware, "Timekeeping in VMware Virtual
 * Machines"; Virtual Machine Interface specification 2.0. Differs from the source in: guest time is not frozen while a
 * backlog is delivered, and a backlog is delivered at once and never given up.
 */
public enum TickPolicy {
    /** All are delivered later, back to back. */
    BACKLOG,
    /** One is delivered in place of all that were missed. */
    ONE_PENDING,
    /** They are lost; the next tick comes when it is due. */
    DROPPED,
    /** The tick is an alarm on the vCPU's available time, so none falls due. */
    AVAILABLE_TIME
}
