// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

/**
 * Who has to be told when work is put into the ring of a paravirtual device: the producer counts what it puts in, the
 * consumer says at which count it wants to be told, and goes on looking for itself until the ring is empty. Counts are of
 * 16 bits and wrap.
 *
 * <p>Source: {@code vring_need_event} in Linux {@code include/uapi/linux/virtio_ring.h}.
 */
public final class NotificationRing {
    private static final int MASK = 0xFFFF;

    private int produced;
    private int event;

    /** Puts {@code entries} into the ring at once; returns whether the consumer must be told. */
    public boolean produce(int entries) {
        int old = produced;
        produced = (produced + entries) & MASK;
        return mustNotify(event, produced, old);
    }

    /** The consumer has seen everything and wants to be told of the next entry. */
    public void sleep() {
        event = produced;
    }

    /** Whether {@code event} was passed between {@code old} and {@code next}. */
    static boolean mustNotify(int event, int next, int old) {
        return ((next - event - 1) & MASK) < ((next - old) & MASK);
    }
}
