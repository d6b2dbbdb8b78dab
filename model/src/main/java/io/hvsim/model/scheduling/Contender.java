// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.BitSet;

/**
 * A vCPU as a scheduler sees it.
 *
 * @param id number of the vCPU on its host, from 0 without gaps
 * @param vm number of its VM, from 0 without gaps; the vCPUs of a VM have consecutive ids
 * @param claim what its VM may ask of the CPUs; the same object for all vCPUs of a VM
 * @param near the pCPUs, of those it may run on, whose socket had memory of its VM when the VM began; all of those where
 *     memory is equally far from every socket; never empty
 */
public record Contender(int id, int vm, Claim claim, BitSet near) {

    /** A vCPU whose memory is equally far from every socket. */
    public Contender(int id, int vm, Claim claim) {
        this(id, vm, claim, claim.affinity());
    }

    public double shares() {
        return claim.shares();
    }

    public boolean mayRunOn(int pcpu) {
        return claim.affinity().get(pcpu);
    }

    /** Whether {@code pcpu} is beside memory of its VM. */
    public boolean isNear(int pcpu) {
        return near.get(pcpu);
    }

    /** The pCPUs it may run on, or only those beside its memory. */
    BitSet pcpus(boolean nearOnly) {
        return nearOnly ? near : claim.affinity();
    }

    /** Whether it makes a difference to it where it runs. */
    public boolean hasNear() {
        return !near.equals(claim.affinity());
    }

    /** Whether its VM is limited in the CPU time it can have. */
    public boolean isLimited() {
        return claim.limit() != Claim.UNLIMITED;
    }
}
