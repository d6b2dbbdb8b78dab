// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.technique.Cause;
import java.util.ArrayDeque;
import java.util.Deque;

/** A part of a disk that serves some requests at once; others wait for it in order of arrival. */
final class Station {
    private final int places;
    private final double reorderGain;
    private final Deque<DiskRequest> queue = new ArrayDeque<>();
    private int busy;

    /** @param reorderGain as in {@link DiskModel#reorderGain()} */
    Station(int places, double reorderGain) {
        this.places = places;
        this.reorderGain = reorderGain;
    }

    void enter(DiskRequest request, long serviceNs) {
        request.station = this;
        request.serviceNs = serviceNs;
        if (busy < places) {
            serve(request);
        } else {
            queue.add(request);
        }
    }

    void leave(DiskRequest request) {
        request.task.waitedFor(Cause.DEVICE_SERVICE);
        busy--;
        if (!queue.isEmpty()) {
            serve(queue.remove());
        }
    }

    /** Which of the waiting requests is nearest to the head is not known; that one of them is makes each shorter. */
    private void serve(DiskRequest request) {
        busy++;
        request.task.waitedFor(Cause.DEVICE_QUEUE);
        double doublings = Math.log(queue.size() + 1) / Math.log(2);
        request.task.expireIn(Math.round(request.serviceNs / (1 + reorderGain * doublings)));
    }
}
