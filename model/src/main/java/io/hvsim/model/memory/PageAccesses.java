// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

import io.hvsim.model.engine.RandomStream;

/**
 * The accesses of one vCPU to the memory of its VM: when the hypervisor has to do something about one. Exits for tracked
 * writes come whenever enough pages became dirty, those for shared pages at the first write to each; touches of absent pages come at random, each touch going to any page of
 * the set.
 */
public final class PageAccesses {
    /** Who has to bring an absent page. */
    public enum Missing {
        NOTHING,
        /** The host has it elsewhere. */
        HOST,
        /** The guest has it in its own swap. */
        GUEST,
        /** Double paging: so it is, and the page that the guest writes out in its place has to be brought by the host first. */
        GUEST_AND_HOST
    }

    /** What is less than this short of a page is a whole one. */
    private static final double ROUNDING = 1e-6;

    private final VmPages vm;
    private final int pagesPerExit;
    private final RandomStream stream;
    private double logged;
    private double unshared;
    /** Expected touches of absent pages until the next one. */
    private double fuse;

    /** @param pagesPerExit pages that become dirty for each exit, while that is tracked */
    public PageAccesses(VmPages vm, int pagesPerExit, RandomStream stream) {
        this.vm = vm;
        this.pagesPerExit = pagesPerExit;
        this.stream = stream;
        this.fuse = exponential();
    }

    private double exponential() {
        return -Math.log1p(-stream.nextDouble());
    }

    /** The vCPU executed for {@code ns}. */
    public void advance(long ns) {
        vm.touched(ns * vm.use().touchesPerSecond() / 1e9);
        if (vm.isTracked()) {
            logged += vm.log().advance(ns);
        }
        unshared += vm.unshare(ns);
        fuse -= ns * absentTouchesPerSecond() / 1e9;
    }

    private double absentTouchesPerSecond() {
        return vm.use().touchesPerSecond() * vm.absentShare();
    }

    /** How long the vCPU can execute before the hypervisor has to do something, in nanoseconds, at least 1. */
    public long nsUntilNext() {
        long logNs = vm.isTracked() ? vm.log().nsUntil(pagesPerExit - logged) : Long.MAX_VALUE;
        long exitNs = Math.min(logNs, vm.nsUntilUnshared(1 - unshared));
        double touchNs = Math.ceil(fuse * 1e9 / absentTouchesPerSecond());
        return touchNs < exitNs ? Math.max(1, (long) touchNs) : exitNs;
    }

    /** Whether an exit for a write to a tracked or a shared page is due, which it then no longer is. */
    public boolean takesExit() {
        if (unshared >= 1 - ROUNDING) {
            unshared -= 1;
            return true;
        }
        if (!vm.isTracked() || logged < pagesPerExit - ROUNDING) {
            return false;
        }
        logged -= pagesPerExit;
        return true;
    }

    /** Who has to bring the absent page that is touched now, if any; the page is then no longer absent. */
    public Missing takesAbsentPage() {
        if (fuse > 0) {
            return Missing.NOTHING;
        }
        fuse = exponential();
        if (vm.absentShare() == 0) {
            return Missing.NOTHING;
        }
        if (vm.guestSwapped() > 0 && stream.nextDouble() < vm.guestShareOfAbsent()) {
            if (stream.nextDouble() >= vm.hostAbsentShare()) {
                return Missing.GUEST;
            }
            vm.fetched();
            return Missing.GUEST_AND_HOST;
        }
        vm.fetched();
        return Missing.HOST;
    }
}
