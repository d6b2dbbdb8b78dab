// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/**
 * What competes in a {@link FairQueue}: a vCPU ({@link LinuxVcpu}), or the vCPUs of a VM on one pCPU together
 * ({@link VmShare}). Virtual time is in nanoseconds of an entity of weight {@value #NORMAL_WEIGHT}.
 */
class FairEntity {
    /** Weight of nice 0. Source: Linux, {@code sched_prio_to_weight}. */
    static final long NORMAL_WEIGHT = 1024;

    /** Its VM's share of the pCPU, if VMs compete as groups; else null. */
    VmShare group;
    /** Where it competes, or competed last; null before the first time. */
    FairQueue queue;
    /** Whether it is in {@link #queue}, running ones included. */
    boolean queued;

    long weight;
    /** Virtual run time. */
    long v;
    /** Its place among entities with the same key: the later it was put into the queue, the later its turn. */
    long order;
    /** Kept by the queue: the neighbours in its list, or null. */
    FairEntity next;

    FairEntity previous;

    /** EEVDF: the virtual time until which it has had its slice. */
    long deadline;
    /** EEVDF: by how much it was behind the mean when it left its queue; negative if ahead. */
    long lag;
    /** EEVDF: the virtual time, or the deadline, up to which others do not take the pCPU from it. */
    long protection;
    /** EEVDF: asleep, but still competing until its debt is paid. */
    boolean delayed;

    /** CFS: time on the pCPU since it was switched in, in nanoseconds. */
    long ranNs;

    FairEntity(long weight) {
        this.weight = weight;
    }

    /** The virtual time that passes for it while it runs for {@code ns}. */
    final long virtual(long ns) {
        // Divisions are slow, and most weights are normal.
        return weight == NORMAL_WEIGHT ? ns : ns * NORMAL_WEIGHT / weight;
    }

    /** The least time it must run for {@code virtual} to pass, in nanoseconds. */
    final long real(long virtual) {
        return -Math.floorDiv(-virtual * weight, NORMAL_WEIGHT);
    }

    /** Shifts its virtual time to that of another queue, where it competes from now on. */
    final void settle(FairQueue next) {
        if (queue != next && queue != null) {
            v += next.shiftFrom(queue);
        }
        queue = next;
    }
}
