// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import io.hvsim.model.machine.Topology;

/** The host as a {@link VcpuScheduler} sees it, and what the policy may ask of the hypervisor. */
public interface Dispatcher {

    Topology topology();

    /** The simulated time in nanoseconds. */
    long now();

    /**
     * A timer of the policy, not armed yet. At equal times it expires after the vCPUs have finished what they were
     * executing.
     */
    Timer timer(Runnable action);

    /** {@code pcpu} chooses again as soon as the policy has returned; calls before that count as one. */
    void reschedule(int pcpu);

    /** Whether {@code pcpu} is still on its way to the vCPU that it was last given. */
    boolean isSwitching(int pcpu);

    /**
     * Says why {@code vcpu} does not run when it is runnable, from now until said otherwise. Every vCPU begins with
     * {@link Wait#CONTENTION}.
     */
    void waitsBecauseOf(Contender vcpu, Wait wait);

    /**
     * Has a VM's memory follow it: moves {@code share}, 0 to 1, of what is on other sockets to {@code socket}.
     *
     * @param vm the VM as its vCPUs know it ({@link Contender#vm})
     */
    void moveMemory(int vm, int socket, double share);

    /** Why a runnable vCPU is kept waiting. */
    enum Wait {
        /** Others run in its place. */
        CONTENTION,
        /** It is too far ahead of the other vCPUs of its VM, or they cannot run beside it. */
        COSTOP,
        /** Its VM has used up the CPU time it is limited to. */
        CAPPED
    }
}
