// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

/**
 * What the host's side of a VM's paravirtual devices costs.
 *
 * @param diskRequestCycles handling one disk request, each way, in Netburst cycles
 * @param packetCycles handling one packet, in Netburst cycles
 * @param suppression how the thread says that it need not be kicked
 * @param shares weight of the thread among the vCPUs of the host; above 0
 */
public record BackEndModel(
        double diskRequestCycles, double packetCycles, NotificationSuppression suppression, double shares) {}
