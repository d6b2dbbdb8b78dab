// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.Arrays;

/**
 * Stretches of simulated time on numbered tracks, in columns of plain numbers so that a million of them take 32 MB. What
 * label, request and detail mean is said by who keeps the spans; {@link #NONE} stands for none.
 */
public final class Spans {
    /** No request, no detail. */
    public static final int NONE = -1;

    private static final int FIRST = 1024;

    private long[] from = new long[FIRST];
    private long[] to = new long[FIRST];
    private int[] track = new int[FIRST];
    private int[] label = new int[FIRST];
    private int[] request = new int[FIRST];
    private int[] detail = new int[FIRST];
    private int size;

    /** Adds a span; returns its index. Both times in nanoseconds; equal for what takes no time. */
    public int add(long fromNs, long toNs, int track, int label, int request, int detail) {
        if (size == from.length) {
            grow();
        }
        from[size] = fromNs;
        to[size] = toNs;
        this.track[size] = track;
        this.label[size] = label;
        this.request[size] = request;
        this.detail[size] = detail;
        return size++;
    }

    private void grow() {
        int length = from.length + from.length / 2;
        from = Arrays.copyOf(from, length);
        to = Arrays.copyOf(to, length);
        track = Arrays.copyOf(track, length);
        label = Arrays.copyOf(label, length);
        request = Arrays.copyOf(request, length);
        detail = Arrays.copyOf(detail, length);
    }

    /** Gives a span another begin and end. */
    public void move(int index, long fromNs, long toNs) {
        from[index] = fromNs;
        to[index] = toNs;
    }

    public int size() {
        return size;
    }

    /** Begin of a span in nanoseconds of simulated time. */
    public long fromNs(int index) {
        return from[index];
    }

    /** End of a span in nanoseconds of simulated time. */
    public long toNs(int index) {
        return to[index];
    }

    /** Length of a span in nanoseconds. */
    public long ns(int index) {
        return to[index] - from[index];
    }

    public int track(int index) {
        return track[index];
    }

    public int label(int index) {
        return label[index];
    }

    /** The number of the request that it belongs to, or {@link #NONE}. */
    public int request(int index) {
        return request[index];
    }

    public int detail(int index) {
        return detail[index];
    }
}
