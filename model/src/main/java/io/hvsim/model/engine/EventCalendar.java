// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import java.util.Arrays;

/**
 * The armed timers of one simulation as a 4-ary heap in the order (time, priority, sequence). Each timer knows its slot,
 * so it can be moved or removed from the middle. The times are kept beside the timers in an array of their own: a sift
 * compares four children within one cache line and looks at the timers only where times are equal.
 *
 * <p>{@link #removeFirst} leaves the root vacant. Most actions arm a timer, which then drops into the root: one sift
 * instead of two.
 */
final class EventCalendar {
    static final int NOWHERE = -1;

    private long[] times = new long[64];
    private Timer[] timers = new Timer[64];
    private int size;
    private boolean rootVacant;

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return rootVacant ? size - 1 : size;
    }

    /** The time of the first event; the calendar must not be empty. */
    long firstTimeNs() {
        fillRoot();
        return times[0];
    }

    /** Takes the first event out; the calendar must not be empty. */
    Timer removeFirst() {
        fillRoot();
        Timer first = timers[0];
        first.slot = NOWHERE;
        rootVacant = true;
        return first;
    }

    /** Puts the timer where its time and sequence belong, whether it is in the calendar already or not. */
    void put(Timer timer) {
        if (timer.slot != NOWHERE) {
            fillRoot();
            restore(timer.slot, timer);
        } else if (rootVacant) {
            rootVacant = false;
            siftDown(0, timer);
        } else {
            if (size == timers.length) {
                grow();
            }
            siftUp(size++, timer);
        }
    }

    /** Takes the timer out, if it is in. */
    void remove(Timer timer) {
        if (timer.slot == NOWHERE) {
            return;
        }
        fillRoot();
        int slot = timer.slot;
        timer.slot = NOWHERE;
        Timer last = takeLast();
        if (last != timer) {
            restore(slot, last);
        }
    }

    private void fillRoot() {
        if (!rootVacant) {
            return;
        }
        rootVacant = false;
        Timer last = takeLast();
        if (size > 0) {
            siftDown(0, last);
        }
    }

    private Timer takeLast() {
        Timer last = timers[--size];
        timers[size] = null;
        return last;
    }

    /** Places the timer at the slot or, where that breaks the order, above or below it. */
    private void restore(int slot, Timer timer) {
        if (slot > 0 && before(timer.timeNs, timer, (slot - 1) >> 2)) {
            siftUp(slot, timer);
        } else {
            siftDown(slot, timer);
        }
    }

    private void siftUp(int slot, Timer timer) {
        long time = timer.timeNs;
        while (slot > 0) {
            int parent = (slot - 1) >> 2;
            if (!before(time, timer, parent)) {
                break;
            }
            place(slot, times[parent], timers[parent]);
            slot = parent;
        }
        place(slot, time, timer);
    }

    private void siftDown(int slot, Timer timer) {
        long time = timer.timeNs;
        int child;
        while ((child = (slot << 2) + 1) < size) {
            int first = firstOf(child);
            if (before(time, timer, first)) {
                break;
            }
            place(slot, times[first], timers[first]);
            slot = first;
        }
        place(slot, time, timer);
    }

    /** The earliest of the up to four siblings from {@code child} on. */
    private int firstOf(int child) {
        int end = Math.min(child + 4, size);
        int first = child;
        for (int other = child + 1; other < end; other++) {
            if (before(times[other], timers[other], first)) {
                first = other;
            }
        }
        return first;
    }

    private boolean before(long time, Timer timer, int slot) {
        long other = times[slot];
        return time != other ? time < other : timer.precedes(timers[slot]);
    }

    private void place(int slot, long time, Timer timer) {
        times[slot] = time;
        timers[slot] = timer;
        timer.slot = slot;
    }

    private void grow() {
        times = Arrays.copyOf(times, 2 * size);
        timers = Arrays.copyOf(timers, 2 * size);
    }
}
