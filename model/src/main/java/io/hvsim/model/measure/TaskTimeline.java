// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.measure;

import io.hvsim.model.result.Spans;
import io.hvsim.model.technique.Cause;

/** Records the requests that one task serves, and what they wait for. */
public final class TaskTimeline {
    /** The number of no request. */
    public static final int NO_REQUEST = Spans.NONE;

    private final TimelineRecorder recorder;
    private final int task;
    private int request = NO_REQUEST;
    /** The same, and after its completion still. */
    private int latest = NO_REQUEST;

    private long arrivedAt;
    private int lock = Spans.NONE;

    TaskTimeline(TimelineRecorder recorder, int task) {
        this.recorder = recorder;
        this.task = task;
    }

    /** The number of the request under way, or {@link #NO_REQUEST}. */
    public int request() {
        return request;
    }

    /** A request arrives. */
    public void arrived() {
        request = recorder.nextRequest();
        latest = request;
        arrivedAt = recorder.now();
    }

    /** The request is complete. */
    public void completed() {
        recorder.request(arrivedAt, recorder.now(), task, request, true);
        request = NO_REQUEST;
    }

    /** From now on the task sleeps on a lock. */
    public void sleepsOn(String lock) {
        this.lock = recorder.label(lock);
    }

    /** The request waited since {@code sinceNs}. */
    public void waited(Cause cause, long sinceNs) {
        int sleptOn = cause == Cause.LOCK_WAIT ? lock : Spans.NONE;
        recorder.waited(sinceNs, recorder.now(), task, cause.ordinal(), request, sleptOn);
    }

    /** The request, which may be complete just now, lets in that of {@code next}, which waited until one would leave. */
    public void letsIn(TaskTimeline next) {
        recorder.letIn(task, latest, next.task, next.request);
    }

    void finish() {
        if (request != NO_REQUEST) {
            recorder.request(arrivedAt, recorder.now(), task, request, false);
        }
    }
}
