// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.Arrays;

/**
 * What waits for a pCPU, in the order in which a proportional-share policy serves it: first what is below its reservation,
 * then what has consumed least for its shares, then the lowest id. A binary heap that knows where each id is; adding and
 * removing take logarithmic time and allocate only when the heap grows.
 */
final class ShareQueue {
    private static final int ABSENT = -1;

    private int[] ids = new int[16];
    private boolean[] below = new boolean[16];
    private double[] progress = new double[16];
    /** By id: its place in the heap. */
    private int[] places = new int[0];

    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** The id that is served next; the queue must not be empty. */
    int first() {
        return ids[0];
    }

    boolean contains(int id) {
        return id < places.length && places[id] != ABSENT;
    }

    /** Whether the first of this queue is served before the first of {@code other}; neither may be empty. */
    boolean precedes(ShareQueue other) {
        return isBefore(below[0], progress[0], ids[0], other.below[0], other.progress[0], other.ids[0]);
    }

    /** Adds {@code id}, which must not be in the queue. */
    void add(int id, boolean belowReservation, double progressNs) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            below = Arrays.copyOf(below, 2 * size);
            progress = Arrays.copyOf(progress, 2 * size);
        }
        if (id >= places.length) {
            int known = places.length;
            places = Arrays.copyOf(places, Math.max(16, 2 * id));
            Arrays.fill(places, known, places.length, ABSENT);
        }
        rise(size++, id, belowReservation, progressNs);
    }

    /** Takes {@code id} out, if it is in the queue. */
    void remove(int id) {
        if (!contains(id)) {
            return;
        }
        int hole = places[id];
        places[id] = ABSENT;
        size--;
        if (hole == size) {
            return;
        }
        int last = ids[size];
        boolean lastBelow = below[size];
        double lastProgress = progress[size];
        hole = sink(hole, last, lastBelow, lastProgress);
        rise(hole, last, lastBelow, lastProgress);
    }

    private void rise(int from, int id, boolean idBelow, double idProgress) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (!isBefore(idBelow, idProgress, id, below[parent], progress[parent], ids[parent])) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(place, id, idBelow, idProgress);
    }

    /** Moves children up until the element could be put; returns where. */
    private int sink(int from, int id, boolean idBelow, double idProgress) {
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && isBefore(child + 1, child)) {
                child++;
            }
            if (!isBefore(below[child], progress[child], ids[child], idBelow, idProgress, id)) {
                break;
            }
            move(child, place);
            place = child;
        }
        return place;
    }

    private boolean isBefore(int place, int other) {
        return isBefore(below[place], progress[place], ids[place], below[other], progress[other], ids[other]);
    }

    private static boolean isBefore(
            boolean below, double progress, int id, boolean otherBelow, double otherProgress, int otherId) {
        if (below != otherBelow) {
            return below;
        }
        return progress < otherProgress || progress == otherProgress && id < otherId;
    }

    private void move(int from, int to) {
        put(to, ids[from], below[from], progress[from]);
    }

    private void put(int place, int id, boolean idBelow, double idProgress) {
        ids[place] = id;
        below[place] = idBelow;
        progress[place] = idProgress;
        places[id] = place;
    }
}
