// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.engine.Simulation;

/** One direction of a network link: messages follow each other at the link's bandwidth and arrive after its delay. */
public final class Wire {
    private final Simulation simulation;
    private final NetworkModel model;
    private long freeAt;
    private long packets;

    public Wire(Simulation simulation, NetworkModel model) {
        this.simulation = simulation;
        this.model = model;
    }

    /** Sends a message; returns how long from now until all of it has arrived, in nanoseconds. */
    public long transmit(double bytes, double packetCount) {
        freeAt = Math.max(freeAt, simulation.now()) + serializationNs(bytes + packetCount * model.headerBytes());
        packets += Math.round(packetCount);
        return freeAt - simulation.now() + model.delayNs();
    }

    /** How long from now until a sender that has queued all this may queue more, in nanoseconds; 0 for at once. */
    public long windowFullNs() {
        return Math.max(0, freeAt - simulation.now() - serializationNs(model.sendWindowBytes()));
    }

    /** How long from now until all messages are on the wire, in nanoseconds. */
    public long backlogNs() {
        return Math.max(0, freeAt - simulation.now());
    }

    /** Packets sent so far. */
    public long packets() {
        return packets;
    }

    private long serializationNs(double bytes) {
        return Math.round(bytes * 8e9 / model.bitsPerSecond());
    }
}
