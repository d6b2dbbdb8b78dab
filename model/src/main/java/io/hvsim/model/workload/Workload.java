// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import java.util.List;

/**
 * What a VM is used for: the program that serves each request, and how requests travel.
 *
 * @param exchange how a request and its response cross the network, or null when requests arise inside the guest
 */
public record Workload(String name, Exchange exchange, List<Step> program) {

    /** Packets and bytes of a request and its response. */
    public record Exchange(double requestPackets, double requestBytes, double responsePackets, double responseBytes) {}
}
