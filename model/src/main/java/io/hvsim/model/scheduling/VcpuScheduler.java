// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.List;

/**
 * A policy: which vCPU runs where and for how long. It is told what happens to vCPUs and answers with decisions; the
 * hypervisor carries them out and pays for them. A policy keeps its own state for each vCPU and sees no simulation, only
 * its {@link Dispatcher}.
 *
 * <p>Each vCPU the policy knows is blocked, runnable (in a run queue of the policy) or running:
 *
 * <pre>
 *              wake                 schedule
 *   blocked ─────────► runnable ◄────────────► running
 *      ▲                                          │
 *      └───────────────── block ──────────────────┘
 * </pre>
 *
 * <p>A policy that wants a pCPU to choose again, because a vCPU woke, its time is up or a tick says so, calls
 * {@link Dispatcher#reschedule}; the pCPU then calls {@link #schedule}, at the same simulated time. A pCPU on which a vCPU
 * blocked chooses again by itself, and so does one whose slice is over.
 *
 * <p>Implementations are found by {@link java.util.ServiceLoader}, one object for each run, so they need a public
 * constructor without parameters.
 */
public interface VcpuScheduler {

    /** The name by which library files choose the policy, such as {@code round-robin}. */
    String name();

    /** The parameters that the policy needs, in the order in which they are documented. */
    List<Parameter> parameters();

    /**
     * The run begins.
     *
     * @param dispatcher the host, and what the policy may ask of it
     * @param parameters a value for each of {@link #parameters()}
     */
    void start(Dispatcher dispatcher, Parameters parameters);

    /** A vCPU exists from now on. It is blocked. */
    void add(Contender vcpu);

    /** A blocked vCPU has become runnable. */
    void wake(Contender vcpu);

    /** The vCPU that ran on {@code pcpu} has halted. The pCPU will choose at once. */
    void block(Contender vcpu, int pcpu);

    /**
     * {@code pcpu} chooses. The vCPU that is running there, if any, stays runnable and is among the candidates; when it is
     * chosen, it goes on without noticing.
     *
     * @return the vCPU that runs there from now on, or null to leave the pCPU idle
     */
    Contender schedule(int pcpu);

    /**
     * How long the vCPU just chosen may run before {@code pcpu} chooses again, in nanoseconds; {@link Long#MAX_VALUE} for as
     * long as it likes.
     */
    long sliceNs(int pcpu);

    /** Whether no VM gets more CPU time in the long run than the limit of its {@link Claim}. */
    default boolean keepsLimits() {
        return false;
    }

    /** Whether a VM that wants it gets the CPU time of its {@link Claim}'s reservation, whatever the others want. */
    default boolean keepsReservations() {
        return false;
    }

    /** Whether CPU time is divided among pools, and then among what is in each. */
    default boolean keepsPools() {
        return false;
    }

    /** Whether {@code pcpu} has more to run than the vCPU it runs. */
    default boolean isContended(int pcpu) {
        return true;
    }

    /** The pCPU in whose run queue {@code vcpu} is, runs or was last; -1 where run queues are not those of pCPUs. */
    default int runQueue(Contender vcpu) {
        return -1;
    }

    /**
     * The vCPU that runs on {@code pcpu} spins and gives way, to {@code to} where the policy can. A policy that knows no
     * yielding does nothing.
     *
     * @param to a runnable vCPU of the same VM
     * @return whether any pCPU will choose again because of it
     */
    default boolean yieldTo(int pcpu, Contender to) {
        return false;
    }
}
