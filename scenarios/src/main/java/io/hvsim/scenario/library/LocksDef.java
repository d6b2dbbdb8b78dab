// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the vCPUs of a guest kernel wait for each other.
 *
 * @param spinlocks empty for locks that cost nothing
 * @param paravirtual those in VMs with the feature pv-unhalt; empty for the same ones
 * @param mutexes empty for locks that cost nothing
 * @param semaphores its reader-writer semaphores; empty for locks that cost nothing
 * @param sparesPreempted whether TLB flushes leave vCPUs without a pCPU alone, in VMs with the feature pv-tlb-flush
 * @param yieldsToCalled whether a vCPU that waits for others offers one of them its pCPU, in VMs with the feature
 *     pv-sched-yield
 */
public record LocksDef(
        Optional<SpinLocksDef> spinlocks,
        Optional<SpinLocksDef> paravirtual,
        Optional<MutexesDef> mutexes,
        Optional<MutexesDef> semaphores,
        boolean sparesPreempted,
        boolean yieldsToCalled) {

    /** The spinlocks of a VM with {@code aids}. */
    public Optional<SpinLocksDef> spinlocks(List<WaitingAid> aids) {
        return aids.contains(WaitingAid.PV_UNHALT) ? paravirtual.or(() -> spinlocks) : spinlocks;
    }

    /** The figures behind the locks of a VM with {@code aids}. */
    public List<Figure> figures(List<WaitingAid> aids) {
        List<Figure> figures = new ArrayList<>();
        spinlocks(aids).ifPresent(each -> figures.addAll(each.figures()));
        mutexes.ifPresent(each -> figures.addAll(each.figures()));
        semaphores.ifPresent(each -> figures.addAll(each.figures()));
        return figures;
    }
}
