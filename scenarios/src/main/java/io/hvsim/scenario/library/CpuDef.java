// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A CPU generation: what one clock cycle of it does and what leaving a guest costs on it.
 *
 * @param features such as {@code vt-x}, {@code svm}, {@code ept}, {@code npt}, {@code long-mode}
 * @param workPerCycle user work per cycle, netburst = 1
 * @param kernelCosts which native cost column of the guests applies
 * @param kernelScale factor on the cycles of that column
 * @param trapScale cycles of monitor code (software and traps), netburst = 1
 * @param exitRoundTripCycles hardware part of an exit and re-entry; empty without hardware assist
 * @param mitigationExitCycles what mitigations add to each hardware exit, in cycles of this CPU; nothing where absent
 * @param mitigationHopCycles what mitigations add on the way to a user-space VMM and back, in cycles of this CPU
 * @param tlb empty when nothing is known of it
 * @param walkCaches what the CPU saves of page-table walks; empty for no caches
 * @param exitPollution cycles lost to cold caches after an exit, as a factor on the exit
 * @param callSiteCycles one compiled-in paravirtual call site, run natively
 * @param vcpuSwitchPollutionCycles cycles lost to cold caches after another vCPU ran
 * @param caches empty when nothing is known of them
 * @param threadSpeed speed of a hardware thread while both of its core are busy, alone = 1; empty when not known
 */
public record CpuDef(
        String name,
        String title,
        Set<String> features,
        Figure workPerCycle,
        KernelCosts kernelCosts,
        Figure kernelScale,
        Figure trapScale,
        Optional<Figure> exitRoundTripCycles,
        Map<Mitigations, Figure> mitigationExitCycles,
        Map<Mitigations, Figure> mitigationHopCycles,
        Optional<TlbDef> tlb,
        Optional<WalkCachesDef> walkCaches,
        Figure exitPollution,
        Figure callSiteCycles,
        Figure vcpuSwitchPollutionCycles,
        Optional<CachesDef> caches,
        Optional<Figure> threadSpeed,
        List<Figure> figures)
        implements Definition {

    /**
     * The data TLB: pages held in its last level, and cycles of one walk of native page tables to a page of 4 KiB.
     *
     * @param hugeEntries empty on a CPU without pages of 1 GiB
     */
    public record TlbDef(Figure entries, Figure largeEntries, Optional<Figure> hugeEntries, Figure walkCycles) {}

    /**
     * The caches that vCPUs fill: the private ones of a core, and the one that a socket shares.
     *
     * @param coreBytes size of the largest private cache
     * @param coreFillCycles filling one line of it from the shared cache
     * @param coreTurnoverNs run time of others after which 1/e of what was in it is left
     * @param sharedFillCycles filling one line of the shared cache from memory
     */
    public record CachesDef(
            Figure coreBytes,
            Figure coreFillCycles,
            Figure coreTurnoverNs,
            Figure sharedBytes,
            Figure sharedFillCycles,
            Figure sharedTurnoverNs) {

        public List<Figure> figures() {
            return List.of(coreBytes, coreFillCycles, coreTurnoverNs, sharedBytes, sharedFillCycles, sharedTurnoverNs);
        }
    }

    /** Shares of what caches save of a walk: upper levels of the guest's and the host's tables, translations of guest tables. */
    public record WalkCachesDef(Figure guest, Figure host, Figure nestedTlb) {}

    /** The CPU families for which guests list native kernel costs. */
    public enum KernelCosts {
        /** Intel NetBurst, such as Pentium 4. */
        NETBURST,
        /** AMD K8, such as Opteron. */
        K8
    }
}
