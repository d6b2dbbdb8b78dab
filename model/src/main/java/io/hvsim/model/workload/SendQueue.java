// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.device.Wire;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.GuestCpu;
import io.hvsim.model.guest.GuestOs;
import io.hvsim.model.guest.Task;
import io.hvsim.model.guest.TaskBody;
import io.hvsim.model.guest.TaskQueue;
import io.hvsim.model.technique.Cause;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Data that a guest has handed to the back end of its network card and that the wire has not carried yet. Senders go on
 * until a window of it is full; their wait is booked as {@link Cause#NETWORK}.
 */
final class SendQueue {
    private final Simulation simulation;
    private final HostSide hostSide;
    private final Wire wire;
    private final GuestOs os;
    private final double windowBytes;
    private final Deque<Chunk> free = new ArrayDeque<>();
    private final TaskQueue waiting = new TaskQueue();
    private double queuedBytes;

    SendQueue(Simulation simulation, HostSide hostSide, Wire wire, GuestOs os, double windowBytes) {
        this.simulation = simulation;
        this.hostSide = hostSide;
        this.wire = wire;
        this.os = os;
        this.windowBytes = windowBytes;
    }

    /**
     * Takes data of {@code sender}; returns whether it may go on at once, else it is woken when there is room.
     *
     * @param work what the back end does for it
     */
    boolean send(Task sender, double bytes, double packets, Burst work) {
        Chunk chunk = free.isEmpty() ? new Chunk() : free.pop();
        chunk.bytes = bytes;
        chunk.packets = packets;
        queuedBytes += bytes;
        hostSide.takeFromGuest(chunk.task, work);
        if (queuedBytes <= windowBytes) {
            return true;
        }
        sender.startWaiting();
        waiting.add(sender);
        return false;
    }

    private void carried(Chunk chunk) {
        queuedBytes -= chunk.bytes;
        free.push(chunk);
        // a woken sender may send at once
        while (!waiting.isEmpty() && queuedBytes <= windowBytes) {
            Task sender = waiting.take();
            sender.waitedFor(Cause.NETWORK);
            os.sendDone(sender);
        }
    }

    /** What one call sent. */
    private final class Chunk implements TaskBody {
        private final Task task = new Task(simulation, this);
        private double bytes;
        private double packets;

        @Override
        public boolean proceed(Task task, GuestCpu cpu) {
            throw new IllegalStateException("data does not run");
        }

        @Override
        public void handled(Task task) {
            wire.transmit(bytes, packets);
            task.expireIn(wire.backlogNs());
        }

        @Override
        public void expired(Task task) {
            carried(this);
        }
    }
}
