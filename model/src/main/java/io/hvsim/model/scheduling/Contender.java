// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.BitSet;

/**
 * A vCPU as a scheduler sees it.
 *
 * @param id number of the vCPU on its host, from 0 without gaps
 * @param vm number of its VM
 * @param shares its weight; above 0
 * @param affinity pCPUs it may run on; never empty
 */
public record Contender(int id, int vm, double shares, BitSet affinity) {

    public boolean mayRunOn(int pcpu) {
        return affinity.get(pcpu);
    }
}
