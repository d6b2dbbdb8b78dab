// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.guest.Task;
import io.hvsim.model.guest.TaskQueue;
import io.hvsim.model.technique.Cause;

/** A running disk. Its time is booked to the request as device queue and device service. */
public final class Disk {
    private final int parallel;
    private final Sampler serviceNs;
    private final TaskQueue queue = new TaskQueue();
    private int busy;
    private long requests;

    public Disk(DiskModel model, RandomStream stream) {
        this.parallel = model.parallel();
        this.serviceNs = model.serviceNs().bind(stream);
    }

    /** Takes a request of {@code task}, whose timer expires when the request is done. */
    public void submit(Task task) {
        requests++;
        task.startWaiting();
        if (busy < parallel) {
            serve(task);
        } else {
            queue.add(task);
        }
    }

    /** The request of {@code task} is done: the next one in the queue has its turn. */
    public void finish(Task task) {
        task.waitedFor(Cause.DEVICE_SERVICE);
        busy--;
        if (!queue.isEmpty()) {
            Task next = queue.take();
            next.waitedFor(Cause.DEVICE_QUEUE);
            serve(next);
        }
    }

    /** Requests submitted so far. */
    public long requests() {
        return requests;
    }

    private void serve(Task task) {
        busy++;
        task.expireIn(Math.round(serviceNs.next()));
    }
}
