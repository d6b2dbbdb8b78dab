// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

/**
 * A ring whose producer counts what it puts in; the consumer says at which count it wants to be told, and goes on looking
 * for itself until the ring is empty. Counts are of 16 bits and wrap.
 *
 * <p>Source: {@code vring_need_event} in Linux {@code include/uapi/linux/virtio_ring.h}.
 */
final class EventIndexRing implements NotificationRing {
    private static final int MASK = 0xFFFF;

    private int produced;
    private int event;

    @Override
    public boolean produce(int entries) {
        int old = produced;
        produced = (produced + entries) & MASK;
        return mustNotify(event, produced, old);
    }

    /** Its event was passed when it was told, and is not passed again before it sleeps. */
    @Override
    public void look() {}

    @Override
    public void sleep() {
        event = produced;
    }

    /** Whether {@code event} was passed between {@code old} and {@code next}. */
    static boolean mustNotify(int event, int next, int old) {
        return ((next - event - 1) & MASK) < ((next - old) & MASK);
    }
}
