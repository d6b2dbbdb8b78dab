// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.Execution;
import io.hvsim.model.memory.PageAccesses;
import io.hvsim.model.memory.PageAccesses.Missing;

/** What the memory of its VM does to a vCPU: it exits for writes that are tracked or to shared pages, and waits for pages that are absent. */
final class VcpuMemory {
    private final PageAccesses accesses;
    private final Burst exitBurst;
    private final Execution exiting = new Execution();
    private final PageSource source;
    private Missing missing = Missing.NOTHING;

    /**
     * @param exitBurst what such an exit takes
     * @param source where absent pages come from
     */
    VcpuMemory(PageAccesses accesses, Burst exitBurst, PageSource source) {
        this.accesses = accesses;
        this.exitBurst = exitBurst;
        this.source = source;
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
        missing = accesses.takesAbsentPage();
        return missing != Missing.NOTHING;
    }

    /** Brings the page that the guest waits for. */
    void fetch() {
        source.fetch(missing);
    }
}
