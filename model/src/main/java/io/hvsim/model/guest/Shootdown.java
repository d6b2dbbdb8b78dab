// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/** A flush of other CPUs' TLBs: the CPU that wants it has interrupted them and spins until all have flushed. */
final class Shootdown extends Spin {
    private final GuestCpu initiator;
    private int outstanding;

    Shootdown(GuestCpu initiator) {
        super("TLB flush");
        this.initiator = initiator;
    }

    /** One more CPU has to flush. */
    void expectOne() {
        outstanding++;
    }

    /** A CPU has flushed. */
    void acknowledge() {
        if (--outstanding == 0) {
            initiator.look();
        }
    }

    @Override
    boolean isOver(GuestCpu cpu) {
        return outstanding == 0;
    }

    @Override
    long takeNs() {
        return 0;
    }

    @Override
    long haltsAfterNs() {
        return LockModel.NEVER;
    }
}
