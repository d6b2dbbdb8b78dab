// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.guest.Task;

/** A disk request of a task, which has at most one at a time; reused for one request after the other. */
public final class DiskRequest {
    final Task task;
    boolean write;
    double bytes;
    /** Where it is inside the disk. */
    Station station;
    /** Time it takes there. */
    long serviceNs;

    public DiskRequest(Task task) {
        this.task = task;
    }

    /** Says what the next request is. */
    public void describe(boolean write, double bytes) {
        this.write = write;
        this.bytes = bytes;
    }
}
