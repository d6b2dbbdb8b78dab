// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.BitSet;

/**
 * What a VM may ask of the host's CPUs.
 *
 * @param shares weight of each of its vCPUs, or of the VM where a scheduler weighs VMs as groups (Linux); above 0; {@value #NORMAL_SHARES} is normal
 * @param reservation pCPUs' worth of time guaranteed to it, over all its vCPUs; 0 for none
 * @param limit pCPUs' worth of time that it can have at most, over all its vCPUs; {@link #UNLIMITED} for as much as there is
 * @param affinity pCPUs its vCPUs may run on; never empty
 * @param pool what it is in; its shares count there, its reservation and its limit hold beside those of the pool
 */
public record Claim(double shares, double reservation, double limit, BitSet affinity, Pool pool) {
    /** Shares of normal weight. */
    public static final double NORMAL_SHARES = 1000;

    /** The limit of a VM that has none. */
    public static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** The claim of a VM in no pool. */
    public Claim(double shares, double reservation, double limit, BitSet affinity) {
        this(shares, reservation, limit, affinity, Pool.HOST);
    }

    /** Weight {@code shares} and nothing else, on any of {@code pcpus}. */
    public static Claim of(double shares, BitSet pcpus) {
        return new Claim(shares, 0, UNLIMITED, pcpus);
    }
}
