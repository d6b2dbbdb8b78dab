// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

/**
 * A ring whose consumer suppresses notifications by a flag, which it can set only when it runs: until then every entry
 * tells it again, though it is already on its way.
 *
 * <p>Source: {@code VRING_USED_F_NO_NOTIFY} in Linux {@code include/uapi/linux/virtio_ring.h}. Differs from the source in:
 * the producer sees the flag at once.
 */
final class FlagRing implements NotificationRing {
    private boolean looking;

    @Override
    public boolean produce(int entries) {
        return !looking;
    }

    @Override
    public void look() {
        looking = true;
    }

    @Override
    public void sleep() {
        looking = false;
    }
}
