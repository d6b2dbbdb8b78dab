// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/** The vCPUs of a VM on one pCPU, which compete as one with other VMs and among themselves for what they get together. */
final class VmShare extends FairEntity {
    final FairQueue members;
    /** How many vCPUs are runnable in it. */
    int runnable;

    VmShare(FairQueue members, FairQueue root) {
        super(NORMAL_WEIGHT);
        this.members = members;
        this.queue = root;
    }
}
