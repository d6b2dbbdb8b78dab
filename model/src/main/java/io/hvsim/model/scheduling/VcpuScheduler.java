// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/**
 * A policy: which vCPU runs where and for how long. It is told what happens to vCPUs and answers with decisions; the
 * hypervisor carries them out and pays for them. A policy keeps its own state for each vCPU and sees no simulation, only
 * the time in nanoseconds that it is told.
 *
 * <p>Each vCPU the policy knows is blocked, runnable (in a run queue of the policy) or running. It is told every change:
 *
 * <pre>
 *   blocked ──wake──► runnable ──pick──► running ──block──► blocked
 *                        ▲                  │
 *                        └─────preempt──────┘
 * </pre>
 *
 * <p>Implementations are found by {@link java.util.ServiceLoader}, one object for each run, so they need a public
 * constructor without parameters.
 */
public interface VcpuScheduler {

    /** Answer of {@link #wake}: no pCPU has to choose again. */
    int NO_PCPU = -1;

    /** The name by which scenarios choose the policy, such as {@code round-robin}. */
    String name();

    /**
     * The run begins.
     *
     * @param pcpus number of pCPUs, numbered from 0
     * @param quantumNs how long a vCPU may run while others wait, in nanoseconds; above 0
     */
    void start(int pcpus, long quantumNs);

    /** A vCPU exists from now on. It is blocked. */
    void add(Contender vcpu);

    /**
     * A blocked vCPU wants to run.
     *
     * @return the pCPU that should choose again, idle or not, or {@link #NO_PCPU}
     */
    int wake(Contender vcpu, long now);

    /** The vCPU that ran on {@code pcpu} halted. */
    void block(Contender vcpu, int pcpu, long now);

    /** The vCPU that ran on {@code pcpu} is taken off it and stays runnable. */
    void preempt(Contender vcpu, int pcpu, long now);

    /**
     * {@code pcpu} has nothing to run: chooses from the run queue and takes the choice out of it.
     *
     * @return the vCPU that runs there from now on, or null to leave the pCPU idle
     */
    Contender pick(int pcpu, long now);

    /**
     * How long the vCPU just picked may run before {@code pcpu} chooses again, in nanoseconds; {@link Long#MAX_VALUE} for
     * as long as it likes.
     */
    long quantumNs(Contender vcpu, int pcpu);
}
