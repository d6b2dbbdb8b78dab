// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import org.jspecify.annotations.Nullable;

/**
 * The armed timers of one simulation, in the order (time, priority, arming): a sorted list, the front, of those that are due
 * first, and hierarchical timing wheels (Varghese and Lauck, "Hashed and hierarchical timing wheels", SOSP 1987) with those
 * after them. A model of a few VMs has ten timers or less, which never leave the front.
 *
 * <p>Times are read as numbers of base 256. A timer sits on the wheel of the highest digit in which its time differs from
 * the reference time, in the slot of that digit; a timer for the reference time itself sits on wheel 0, in the slot of
 * its priority. So every timer on a wheel is due before all those on the wheels above it, and within a wheel a lower slot
 * is due before a higher one: bit sets of the slots in use lead straight to the first. When the front is empty, the start
 * of that slot becomes the reference time. A few timers go to the front, which from then on takes every timer up to the
 * end of the slot; many spread over the wheels below, which are empty. Each slot, a list, stays in the order of arming
 * without a sequence number.
 *
 * <p>A place in the front is looked for from both ends, and if it is not within {@value #FEW} timers of either, the whole
 * front spreads over the wheels below the slot it came from. So arming and cancelling take constant time, and a timer moves
 * at most {@value #DIGITS_OF_TIME} times, most often once or twice, before it is due, whatever the spread of the times.
 *
 * <p>Differs from the source in: exact order over the whole range of time, which the wheels of operating systems give up by
 * rounding times to slots; the front.
 */
final class EventCalendar {
    static final int NOWHERE = -1;
    static final int LOWEST_PRIORITY = -32;
    static final int HIGHEST_PRIORITY = 31;

    private static final int BITS_PER_DIGIT = 8;
    private static final int DIGITS_OF_TIME = 8;
    private static final int SLOTS = 1 + DIGITS_OF_TIME << BITS_PER_DIGIT;
    private static final int BITS_PER_WORD = 6;

    /** How many timers of a slot go to the front, and how far from its ends a place there is looked for. */
    private static final int FEW = 16;
    /** While a slot of more timers than that expires, those of the next one are fetched; fewer are in a core's cache anyway. */
    private static final int MANY = 256;
    /** The {@link Timer#slot} of timers in the front. */
    private static final int FRONT = SLOTS;
    /** The {@link #frontUntilNs} of a front that takes no timer. */
    private static final long NOTHING = -1;

    /** The timer that is first in each slot, by wheel and digit; the others follow it in a list. */
    private final @Nullable Timer[] firsts = new Timer[SLOTS];

    private final @Nullable Timer[] lasts = new Timer[SLOTS];

    /** A bit for each slot. */
    private final long[] slotsInUse = new long[SLOTS >>> BITS_PER_WORD];
    /** A bit for each word of {@link #slotsInUse} that is not 0. */
    private long wordsInUse;

    /** At most the clock. While the front has timers, the wheels below the slot they came from are empty. */
    private long referenceNs;

    private @Nullable Timer frontFirst;
    private @Nullable Timer frontLast;
    /** Timers up to this time belong in the front, all others on the wheels. */
    private long frontUntilNs = Long.MAX_VALUE;

    private int size;

    /** The timer that {@link #fetch} reads next, or null. One that was moved meanwhile leads to others: that does no harm. */
    private @Nullable Timer toFetch;
    /** Keeps the compiler from leaving out what {@link #fetch} reads. */
    private int fetched;

    int size() {
        return size;
    }

    /** Puts the timer where its time and priority belong, behind its equals, whether it is in already or not. */
    void put(Timer timer) {
        if (timer.slot == NOWHERE) {
            if (size++ == 0) {
                frontUntilNs = Long.MAX_VALUE;
            }
        } else {
            unlink(timer);
        }
        if (timer.timeNs <= frontUntilNs) {
            putInFront(timer);
        } else {
            append(timer);
        }
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
        Timer first = frontFirst;
        if (first == null) {
            return removeFirstOfWheels(limitNs);
        }
        if (first.timeNs > limitNs) {
            return null;
        }
        Timer next = first.next;
        frontFirst = next;
        if (next == null) {
            frontLast = null;
        } else {
            next.previous = null;
            first.next = null;
        }
        first.slot = NOWHERE;
        size--;
        referenceNs = first.timeNs;
        return first;
    }

    private void putInFront(Timer timer) {
        timer.slot = FRONT;
        Timer first = frontFirst;
        Timer last = frontLast;
        if (last == null) {
            frontFirst = timer;
            frontLast = timer;
        } else if (!isBefore(timer, last)) {
            timer.previous = last;
            last.next = timer;
            frontLast = timer;
        } else if (isBefore(timer, first)) {
            timer.next = first;
            first.previous = timer;
            frontFirst = timer;
        } else {
            putInside(timer, first, last);
        }
    }

    /** From both ends at once: what ends soon belongs near the first, ticks and quanta near the last. */
    private void putInside(Timer timer, Timer first, Timer last) {
        Timer early = first;
        Timer late = last;
        for (int i = 0; i < FEW; i++) {
            early = early.next;
            if (isBefore(timer, early)) {
                link(early.previous, timer, early);
                return;
            }
            late = late.previous;
            if (!isBefore(timer, late)) {
                link(late, timer, late.next);
                return;
            }
        }
        frontFirst = null;
        frontLast = null;
        spread(first);
        append(timer);
    }

    private static void link(Timer previous, Timer timer, Timer next) {
        timer.previous = previous;
        timer.next = next;
        previous.next = timer;
        next.previous = timer;
    }

    private static boolean isBefore(Timer timer, Timer other) {
        return timer.timeNs < other.timeNs || timer.timeNs == other.timeNs && timer.priority < other.priority;
    }

    private @Nullable Timer removeFirstOfWheels(long limitNs) {
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
                frontUntilNs = wheel == 0 ? NOTHING : end(wheel, startNs);
                fetch();
                return first;
            }
            empty(slot);
            if (isLong(first)) {
                if (spread(first) > MANY) {
                    toFetch = firstAfter(slot);
                }
            } else {
                frontUntilNs = end(wheel, startNs);
                moveToFront(first);
                return removeFirst(limitNs);
            }
        }
        return null;
    }

    /**
     * Brings a timer of the next slot into the cache, as one of the present slot becomes due: when that slot spreads, it would
     * wait for one timer after another, while now an event happens meanwhile.
     */
    private void fetch() {
        Timer timer = toFetch;
        if (timer != null) {
            // A timer may lie across two lines of the cache, its priority in the first and its next in the second.
            fetched ^= timer.priority;
            toFetch = timer.next;
        }
    }

    /** The first timer of the slot in use that comes after this one, which is empty; null if there is none. */
    private @Nullable Timer firstAfter(int slot) {
        int word = slot >>> BITS_PER_WORD;
        long slots = slotsInUse[word] & -1L << slot;
        if (slots == 0) {
            long words = wordsInUse & -2L << word;
            if (words == 0) {
                return null;
            }
            word = Long.numberOfTrailingZeros(words);
            slots = slotsInUse[word];
        }
        return firsts[(word << BITS_PER_WORD) + Long.numberOfTrailingZeros(slots)];
    }

    private static boolean isLong(Timer first) {
        int count = 0;
        for (Timer timer = first; timer != null && count <= FEW; timer = timer.next) {
            count++;
        }
        return count > FEW;
    }

    private void moveToFront(Timer first) {
        Timer timer = first;
        while (timer != null) {
            Timer next = timer.next;
            timer.next = null;
            timer.previous = null;
            putInFront(timer);
            fetch();
            timer = next;
        }
    }

    /** The earliest time that shares a slot of this wheel with {@code timeNs}. */
    private static long start(int wheel, long timeNs) {
        int shift = (wheel - 1) * BITS_PER_DIGIT;
        return timeNs >>> shift << shift;
    }

    /** The latest time that shares a slot of this wheel with {@code timeNs}. */
    private static long end(int wheel, long timeNs) {
        int shift = (wheel - 1) * BITS_PER_DIGIT;
        return timeNs | (1L << shift) - 1;
    }

    /** Puts a list on the wheels and returns its length; the front is empty, and stays so until a slot goes there. */
    private int spread(Timer first) {
        frontUntilNs = NOTHING;
        int count = 0;
        Timer timer = first;
        while (timer != null) {
            Timer next = timer.next;
            timer.next = null;
            timer.previous = null;
            append(timer);
            timer = next;
            count++;
        }
        return count;
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
        if (timer.slot == FRONT) {
            unlinkFromFront(timer, timer.previous, timer.next);
        } else {
            unlinkFromSlot(timer, timer.previous, timer.next);
        }
        timer.slot = NOWHERE;
    }

    private void unlinkFromFront(Timer timer, @Nullable Timer previous, @Nullable Timer next) {
        if (previous == null) {
            frontFirst = next;
        } else {
            previous.next = next;
            timer.previous = null;
        }
        if (next == null) {
            frontLast = previous;
        } else {
            next.previous = previous;
            timer.next = null;
        }
    }

    private void unlinkFromSlot(Timer timer, @Nullable Timer previous, @Nullable Timer next) {
        if (previous == null && next == null) {
            empty(timer.slot);
            return;
        }
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
}
