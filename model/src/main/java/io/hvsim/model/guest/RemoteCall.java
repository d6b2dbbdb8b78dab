// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * A function that other CPUs are to call, such as a flush of their TLBs: the CPU that wants it has interrupted them and spins
 * until all have done so.
 */
final class RemoteCall extends Spin {
    private final GuestCpu initiator;
    private int outstanding;

    RemoteCall(String name, GuestCpu initiator) {
        super(name);
        this.initiator = initiator;
    }

    /** Whether {@code cpu} is the one that wants it. */
    boolean isOf(GuestCpu cpu) {
        return cpu == initiator;
    }

    /** One more CPU has to call it. */
    void expectOne() {
        outstanding++;
    }

    /** A CPU has called it. */
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
    long haltsAfterNs(GuestCpu cpu) {
        return LockModel.NEVER;
    }
}
