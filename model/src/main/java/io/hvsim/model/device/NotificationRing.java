// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

/** Who has to be told when work is put into the ring of a paravirtual device. */
interface NotificationRing {

    /** Puts {@code entries} into the ring at once; returns whether the consumer must be told. */
    boolean produce(int entries);

    /** The consumer runs and looks for itself from now on. */
    void look();

    /** The consumer has seen everything and wants to be told of the next entry. */
    void sleep();
}
