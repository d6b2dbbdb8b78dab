// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/**
 * A vCPU as a scheduler sees it.
 *
 * @param id number of the vCPU on its host, from 0 without gaps
 * @param vm number of its VM, from 0 without gaps; the vCPUs of a VM have consecutive ids
 * @param claim what its VM may ask of the CPUs; the same object for all vCPUs of a VM
 */
public record Contender(int id, int vm, Claim claim) {

    public double shares() {
        return claim.shares();
    }

    public boolean mayRunOn(int pcpu) {
        return claim.affinity().get(pcpu);
    }

    /** Whether its VM is limited in the CPU time it can have. */
    public boolean isLimited() {
        return claim.limit() != Claim.UNLIMITED;
    }
}
