// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import org.jspecify.annotations.Nullable;

/**
 * The armed timers of one simulation, in the order (time, priority, since when they are armed, arming): hierarchical timing wheels (Varghese and
 * Lauck, "Hashed and hierarchical timing wheels", SOSP 1987) that keep exact order over the whole range of time.
 *
 * <p>Times are read as numbers of base 64. A timer sits on the wheel of the highest digit in which its time differs from
 * the reference time, in the slot of that digit; a timer for the reference time itself sits on wheel 0, in the slot of
 * its priority. So every timer on a wheel is due before all those on the wheels above it, and within a wheel a lower slot
 * is due before a higher one: bit sets of the slots in use lead straight to the first. When it lies above wheel 0 and
 * holds several timers, its start becomes the reference time and they spread over the wheels below, which are empty. That
 * is why each slot, a ring, stays in the order of arming without a sequence number; only on wheel 0, where it matters, a
 * timer goes ahead of those that are armed since a later time.
 *
 * <p>Arming and cancelling take constant time. A timer moves down at most {@value #DIGITS_OF_TIME} times, most often
 * one to three, before it is due, whatever the spread of the times; the last timer of a slot does not move. Heaps, 4-ary
 * and binary, with keys in arrays or in the timers, were measured against this and took two to three times as long per
 * event with 1,024 timers armed.
 */
final class EventCalendar {
    static final int NOWHERE = -1;
    static final int LOWEST_PRIORITY = -32;
    static final int HIGHEST_PRIORITY = 31;

    private static final int BITS_PER_DIGIT = 6;
    private static final int DIGITS_OF_TIME = 11;
    private static final int WHEELS = 1 + DIGITS_OF_TIME;

    /** The timer armed first of each slot, by wheel and digit; the others follow it in a ring. */
    private final @Nullable Timer[] slots = new Timer[WHEELS << BITS_PER_DIGIT];

    private final long[] slotsInUse = new long[WHEELS];
    private int wheelsInUse;
    private long referenceNs;
    private int size;

    int size() {
        return size;
    }

    /** Puts the timer where its time and priority belong, behind its equals, whether it is in already or not. */
    void put(Timer timer) {
        if (timer.slot == NOWHERE) {
            size++;
        } else {
            unlink(timer);
        }
        append(timer);
    }

    /** Takes the timer out, if it is in. */
    void remove(Timer timer) {
        if (timer.slot != NOWHERE) {
            unlink(timer);
            size--;
        }
    }

    /**
     * Takes out the first timer, or gives null if there is none up to {@code limitNs}. From then on no timer may be put
     * in before the time of that timer, or before {@code limitNs}.
     */
    @Nullable
    Timer removeFirst(long limitNs) {
        while (wheelsInUse != 0) {
            int wheel = Integer.numberOfTrailingZeros(wheelsInUse);
            int slot = (wheel << BITS_PER_DIGIT) + Long.numberOfTrailingZeros(slotsInUse[wheel]);
            Timer first = slots[slot];
            boolean isNext = wheel == 0 || first.next == first;
            long startNs = isNext ? first.timeNs : start(wheel, first.timeNs);
            if (startNs > limitNs) {
                return null;
            }
            referenceNs = startNs;
            if (isNext) {
                remove(first);
                return first;
            }
            spread(slot, first);
        }
        return null;
    }

    /** The earliest time that shares a slot of this wheel with {@code timeNs}. */
    private static long start(int wheel, long timeNs) {
        int shift = (wheel - 1) * BITS_PER_DIGIT;
        return timeNs >>> shift << shift;
    }

    private void spread(int slot, Timer first) {
        empty(slot);
        Timer timer = first;
        do {
            Timer next = timer.next;
            append(timer);
            timer = next;
        } while (timer != first);
    }

    private void append(Timer timer) {
        int slot = slotOf(timer);
        timer.slot = slot;
        Timer first = slots[slot];
        if (first == null) {
            begin(slot, timer);
        } else if (slot >= 1 << BITS_PER_DIGIT || first.previous.sinceNs <= timer.sinceNs) {
            insertBefore(first, timer);
        } else if (first.sinceNs > timer.sinceNs) {
            insertBefore(first, timer);
            slots[slot] = timer;
        } else {
            Timer later = first.previous;
            while (later.previous.sinceNs > timer.sinceNs) {
                later = later.previous;
            }
            insertBefore(later, timer);
        }
    }

    private static void insertBefore(Timer next, Timer timer) {
        Timer previous = next.previous;
        timer.previous = previous;
        timer.next = next;
        previous.next = timer;
        next.previous = timer;
    }

    private int slotOf(Timer timer) {
        long difference = timer.timeNs ^ referenceNs;
        if (difference == 0) {
            return timer.priority - LOWEST_PRIORITY;
        }
        int digit = (Long.SIZE - 1 - Long.numberOfLeadingZeros(difference)) / BITS_PER_DIGIT;
        int value = (int) (timer.timeNs >>> digit * BITS_PER_DIGIT) & (1 << BITS_PER_DIGIT) - 1;
        return (digit + 1 << BITS_PER_DIGIT) + value;
    }

    private void begin(int slot, Timer timer) {
        timer.next = timer;
        timer.previous = timer;
        slots[slot] = timer;
        int wheel = slot >>> BITS_PER_DIGIT;
        slotsInUse[wheel] |= 1L << slot;
        wheelsInUse |= 1 << wheel;
    }

    private void empty(int slot) {
        slots[slot] = null;
        int wheel = slot >>> BITS_PER_DIGIT;
        slotsInUse[wheel] &= ~(1L << slot);
        if (slotsInUse[wheel] == 0) {
            wheelsInUse &= ~(1 << wheel);
        }
    }

    private void unlink(Timer timer) {
        Timer next = timer.next;
        if (next == timer) {
            empty(timer.slot);
        } else {
            timer.previous.next = next;
            next.previous = timer.previous;
            if (slots[timer.slot] == timer) {
                slots[timer.slot] = next;
            }
        }
        timer.next = timer;
        timer.previous = timer;
        timer.slot = NOWHERE;
    }
}
