// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import java.util.ArrayDeque;
import java.util.Deque;

/** A running disk. Its time is booked to the request as device queue, outside and inside the disk, and device service. */
public final class Disk {
    private final DiskModel model;
    private final RandomStream stream;
    private final Sampler readNs;
    private final Sampler writeNs;
    private final Station[] units;
    private final Station link = new Station(1, 0);
    private final Deque<DiskRequest> outside = new ArrayDeque<>();
    private int inside;
    private long requests;

    public Disk(DiskModel model, RandomStream stream) {
        this.model = model;
        this.stream = stream;
        this.readNs = model.readNs().bind(stream);
        this.writeNs = model.writeNs().bind(stream);
        this.units = new Station[model.striped() ? model.parallel() : 1];
        for (int i = 0; i < units.length; i++) {
            units[i] = new Station(model.striped() ? 1 : model.parallel(), model.reorderGain());
        }
    }

    /** Takes a request, whose task's timer expires when it has to {@link #advance}. */
    public void submit(DiskRequest request) {
        requests++;
        request.task.startWaiting();
        if (inside < model.queueDepth()) {
            accept(request);
        } else {
            outside.add(request);
        }
    }

    /** The timer of the request's task expired; returns whether the disk is done with it. */
    public boolean advance(DiskRequest request) {
        boolean transferred = request.station == link;
        request.station.leave(request);
        long transferNs = Math.round(request.bytes * 1e9 / model.bytesPerSecond());
        if (!transferred && transferNs > 0) {
            link.enter(request, transferNs);
            return false;
        }
        inside--;
        if (!outside.isEmpty()) {
            accept(outside.remove());
        }
        return true;
    }

    /** Requests submitted so far. */
    public long requests() {
        return requests;
    }

    private void accept(DiskRequest request) {
        inside++;
        Station unit = units.length == 1 ? units[0] : units[stream.nextInt(units.length)];
        unit.enter(request, Math.round((request.write ? writeNs : readNs).next()));
    }
}
