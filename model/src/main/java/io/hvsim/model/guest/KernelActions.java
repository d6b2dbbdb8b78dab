// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import java.util.List;

/** Names of the actions that the guest kernel itself takes; workloads may name any others. */
public final class KernelActions {
    /** Switching to another process. */
    public static final String SWITCH_PROCESS = "switch-process";
    /** Waking a task on another vCPU. */
    public static final String WAKE_REMOTE = "wake-remote";
    /** The periodic timer interrupt. */
    public static final String TICK = "tick";
    /**
     * The second timer interrupt of a tick period on CPU 0: a kernel for several CPUs keeps the PIT going beside the local
     * APIC timer of each. Optional; a kernel without this action has one timer interrupt per period and CPU.
     */
    public static final String PIT_INTERRUPT = "pit-interrupt";
    /** Going idle: from the last task to the halted CPU. */
    public static final String IDLE = "idle";
    /** Submitting a request to a disk. */
    public static final String DISK_REQUEST = "disk-request";
    /** The interrupt that says disk requests are done. */
    public static final String DISK_INTERRUPT = "disk-interrupt";
    /** Sending one packet. */
    public static final String PACKET_TX = "packet-tx";
    /** Receiving one packet, without the interrupt. */
    public static final String PACKET_RX = "packet-rx";
    /** The interrupt that says packets are there. */
    public static final String NET_INTERRUPT = "net-interrupt";
    /** The interrupt of a sleeping task's timer. */
    public static final String TIMER_INTERRUPT = "timer-interrupt";
    /** The interrupt that another vCPU of the guest sent. */
    public static final String IPI_INTERRUPT = "ipi-interrupt";

    /** Every action that a guest kernel must define. */
    public static final List<String> ALL = List.of(
            SWITCH_PROCESS,
            WAKE_REMOTE,
            TICK,
            IDLE,
            DISK_REQUEST,
            DISK_INTERRUPT,
            PACKET_TX,
            PACKET_RX,
            NET_INTERRUPT,
            TIMER_INTERRUPT,
            IPI_INTERRUPT);

    private KernelActions() {}
}
