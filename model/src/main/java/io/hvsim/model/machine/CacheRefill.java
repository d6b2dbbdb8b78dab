// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

/**
 * What filling the caches of a CPU with the footprint of a vCPU takes, and how soon others empty them: of what a vCPU left
 * behind, {@code exp(-t / turnover)} is still there when others have run for {@code t}.
 *
 * @param coreNs filling the private caches of a core from the shared one, in nanoseconds; 0 or more
 * @param coreTurnoverNs of run time on the core; above 0
 * @param sharedNs filling the cache that a socket shares from memory, in nanoseconds; 0 or more
 * @param sharedTurnoverNs of run time on all pCPUs of the socket together; above 0
 */
public record CacheRefill(double coreNs, double coreTurnoverNs, double sharedNs, double sharedTurnoverNs) {

    /** Filling the private caches after {@code othersNs} of run time of others. */
    public double ofCoreNs(long othersNs) {
        return coreNs * -Math.expm1(-othersNs / coreTurnoverNs);
    }

    /** Filling the shared cache after {@code othersNs} of run time of others. */
    public double ofSharedNs(long othersNs) {
        return sharedNs * -Math.expm1(-othersNs / sharedTurnoverNs);
    }
}
