// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/**
 * A resource pool: VMs, and pools in turn, that have CPU time together.
 *
 * @param name no two pools of a host have the same
 * @param parent the pool that it is in; null for {@link #HOST} only
 * @param shares its weight beside the vCPUs and pools that are in its parent too, however much is in it; above 0
 * @param reservation pCPUs' worth of time guaranteed to all that is in it together; 0 for none
 * @param limit pCPUs' worth of time that all in it can have together at most; {@link Claim#UNLIMITED} for no limit
 */
public record Pool(String name, Pool parent, double shares, double reservation, double limit) {
    /** Where every pool is, and every VM that is in none. */
    public static final Pool HOST = new Pool("host", null, Claim.NORMAL_SHARES, 0, Claim.UNLIMITED);

    /** The same pool where {@code vcpus} vCPUs count as one, and as many pCPUs as one. */
    Pool perUnitOf(int vcpus) {
        return this == HOST
                ? this
                : new Pool(name, parent.perUnitOf(vcpus), shares / vcpus, reservation / vcpus, limit / vcpus);
    }

    /** That of the name, since few pools share one; that of all components takes longer to make than a small run to start. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
