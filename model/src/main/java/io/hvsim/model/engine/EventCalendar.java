// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import org.jspecify.annotations.Nullable;

/**
 * The armed timers of one simulation, in the order (time, priority, arming): hierarchical timing wheels (Varghese and
 * Lauck, "Hashed and hierarchical timing wheels", SOSP 1987) that keep exact order over the whole range of time.
 *
 * <p>Times are read as numbers of base 256. A timer sits on the wheel of the highest digit in which its time differs from
 * the reference time, in the slot of that digit; a timer for the reference time itself sits on wheel 0, in the slot of
 * its priority. So every timer on a wheel is due before all those on the wheels above it, and within a wheel a lower slot
 * is due before a higher one: bit sets of the slots in use lead straight to the first. When it lies above wheel 0 and
 * holds several timers, its start becomes the reference time and they spread over the wheels below, which are empty. That
 * is why each slot, a list, stays in the order of arming without a sequence number.
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

    private static final int BITS_PER_DIGIT = 8;
    private static final int DIGITS_OF_TIME = 8;
    private static final int SLOTS = 1 + DIGITS_OF_TIME << BITS_PER_DIGIT;
    private static final int BITS_PER_WORD = 6;

    /** The timer that is first in each slot, by wheel and digit; the others follow it in a list. */
    private final @Nullable Timer[] firsts = new Timer[SLOTS];

    private final @Nullable Timer[] lasts = new Timer[SLOTS];

    /** A bit for each slot. */
    private final long[] slotsInUse = new long[SLOTS >>> BITS_PER_WORD];
    /** A bit for each word of {@link #slotsInUse} that is not 0. */
    private long wordsInUse;

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
        while (wordsInUse != 0) {
            int word = Long.numberOfTrailingZeros(wordsInUse);
            int slot = (word << BITS_PER_WORD) + Long.numberOfTrailingZeros(slotsInUse[word]);
            int wheel = slot >>> BITS_PER_DIGIT;
            Timer first = firsts[slot];
            boolean isNext = wheel == 0 || first.next == null;
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
        while (timer != null) {
            Timer next = timer.next;
            timer.next = null;
            timer.previous = null;
            append(timer);
            timer = next;
        }
    }

    private void append(Timer timer) {
        int slot = slotOf(timer);
        timer.slot = slot;
        Timer last = lasts[slot];
        if (last == null) {
            begin(slot, timer);
        } else {
            timer.previous = last;
            last.next = timer;
            lasts[slot] = timer;
        }
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
        firsts[slot] = timer;
        lasts[slot] = timer;
        int word = slot >>> BITS_PER_WORD;
        slotsInUse[word] |= 1L << slot;
        wordsInUse |= 1L << word;
    }

    private void empty(int slot) {
        firsts[slot] = null;
        lasts[slot] = null;
        int word = slot >>> BITS_PER_WORD;
        long others = slotsInUse[word] & ~(1L << slot);
        slotsInUse[word] = others;
        if (others == 0) {
            wordsInUse &= ~(1L << word);
        }
    }

    private void unlink(Timer timer) {
        Timer previous = timer.previous;
        Timer next = timer.next;
        if (previous == null && next == null) {
            empty(timer.slot);
        } else {
            if (previous == null) {
                firsts[timer.slot] = next;
            } else {
                previous.next = next;
                timer.previous = null;
            }
            if (next == null) {
                lasts[timer.slot] = previous;
            } else {
                next.previous = previous;
                timer.next = null;
            }
        }
        timer.slot = NOWHERE;
    }
}
