// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import java.util.List;

/**
 * What a VM is used for: the program that serves each request, and how requests travel.
 *
 * @param exchange how a request and its response cross the network, or null when requests arise inside the guest
 * @param fresh memory that the host has not backed yet when the VM starts, or null when all of it is backed
 */
public record Workload(String name, Exchange exchange, List<Step> program, FreshMemory fresh) {

    /** A workload in memory that the host backed before. */
    public Workload(String name, Exchange exchange, List<Step> program) {
        this(name, exchange, program, null);
    }

    /** Packets and bytes of a request and its response. */
    public record Exchange(double requestPackets, double requestBytes, double responsePackets, double responseBytes) {}

    /**
     * Memory that is backed when it is first touched.
     *
     * @param pages how many pages of the host it takes; above 0
     * @param touchesPerNs accesses to it in each nanosecond of native user-mode time
     */
    public record FreshMemory(double pages, double touchesPerNs) {}
}
