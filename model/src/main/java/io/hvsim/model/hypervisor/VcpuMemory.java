// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.Execution;
import io.hvsim.model.memory.PageAccesses;

/** What the memory of its VM does to a vCPU: it exits for tracked writes, and waits for pages that are absent. */
final class VcpuMemory {
    private final PageAccesses accesses;
    private final Burst exitBurst;
    private final Execution exiting = new Execution();
    private final long fetchNs;
    private final Timer fetched;

    /**
     * @param exitBurst what an exit for tracked writes takes
     * @param fetchNs how long a page takes to be brought
     */
    VcpuMemory(Simulation simulation, Vcpu vcpu, PageAccesses accesses, Burst exitBurst, long fetchNs) {
        this.accesses = accesses;
        this.exitBurst = exitBurst;
        this.fetchNs = fetchNs;
        this.fetched = simulation.timer(vcpu::pagedIn);
    }

    /** How long the guest can execute before the hypervisor has to do something, in nanoseconds. */
    long limitNs() {
        return accesses.nsUntilNext();
    }

    /** The guest executed for {@code ns}. */
    void advance(long ns) {
        accesses.advance(ns);
    }

    /** Whether {@link #exiting()} is to be executed now. */
    boolean exits() {
        if (exiting.isDone() && accesses.takesExit()) {
            exiting.start(exitBurst, 0);
        }
        return !exiting.isDone();
    }

    /** The exit being handled. */
    Execution exiting() {
        return exiting;
    }

    /** Whether the guest has touched an absent page and must wait for it. */
    boolean missesPage() {
        return accesses.takesAbsentPage();
    }

    /** Brings the page, and then calls {@link Vcpu#pagedIn()}. */
    void fetch() {
        fetched.armIn(fetchNs);
    }
}
