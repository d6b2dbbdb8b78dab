// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.workload.LockKind;
import io.hvsim.scenario.figure.DistributionFigure;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.schema.Definition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A workload: what one request or job does, step by step.
 *
 * @param pageWalks share of native user-mode time that goes into page-table walks with pages of 4 KiB, 0 to 0.99
 * @param pageWalksLarge the same with pages of 2 MiB or 1 GiB
 * @param workingSet what page walks follow from in place of the two above, on a CPU whose TLB is known; user-mode work
 *     is then that without walks
 * @param memoryStalls share of the time that goes into waiting for memory of the own socket, 0 to 1
 * @param footprintBytes what a vCPU fills caches with, by where it ran last; empty when it loses the same at each switch
 * @param nice nice value of the tasks, -20 to 19
 * @param load how work comes unless the scenario says otherwise
 * @param network set when requests arrive and leave through the network card
 */
public record WorkloadDef(
        String name,
        String title,
        String description,
        PageTables pageTables,
        Figure pageWalks,
        Figure pageWalksLarge,
        Optional<WorkingSet> workingSet,
        Figure memoryStalls,
        Optional<Figure> footprintBytes,
        int nice,
        Optional<LoadSpec> load,
        Optional<Traffic> network,
        List<Step> program,
        List<Figure> figures)
        implements Definition {

    /** The kernel actions that the program takes anywhere, in the order of their first mention. */
    public Set<String> actions() {
        Set<String> actions = new LinkedHashSet<>();
        collect(program, actions);
        return actions;
    }

    /** Whether the load must say of each request how long it computes. */
    public boolean needsWork() {
        return has(Step.Demand.class, program);
    }

    /** Whether its tasks wait for each other at barriers, so that their number must be known. */
    public boolean hasBarriers() {
        return has(Step.Barrier.class, program);
    }

    private static boolean has(Class<? extends Step> kind, List<Step> steps) {
        return steps.stream()
                .anyMatch(step -> kind.isInstance(step)
                        || step instanceof Step.Locked locked && has(kind, locked.steps())
                        || step instanceof Step.Repeat repeat && has(kind, repeat.steps()));
    }

    private static void collect(List<Step> steps, Set<String> actions) {
        for (Step step : steps) {
            if (step instanceof Step.Work work) {
                work.actions().forEach(use -> actions.add(use.action()));
            } else if (step instanceof Step.StopMachine stop) {
                collect(List.of(stop.work()), actions);
            } else if (step instanceof Step.Demand demand) {
                demand.actions().forEach(use -> actions.add(use.action()));
            } else if (step instanceof Step.Locked locked) {
                collect(locked.steps(), actions);
            } else if (step instanceof Step.Repeat repeat) {
                collect(repeat.steps(), actions);
            }
        }
    }

    /** How long the page tables that the workload writes to live. */
    public enum PageTables {
        SHORT_LIVED,
        LONG_LIVED
    }

    /** Memory that is touched all over, and how often in each cycle of user-mode work. */
    public record WorkingSet(Figure sizeBytes, Figure touches) {}

    /** Network traffic per request. */
    public record Traffic(Figure requestPackets, Figure responsePackets, Figure requestBytes, Figure responseBytes) {}

    /** A step of a program. */
    public sealed interface Step {

        /** User-mode work on netburst, with the kernel actions spread over it. */
        record Work(DistributionFigure userCycles, List<ActionUse> actions) implements Step {}

        /** Work for as long as the load says of each request. */
        record Demand(List<ActionUse> actions) implements Step {}

        /** The steps while holding a lock. */
        record Locked(String lock, LockKind kind, List<Step> steps) implements Step {}

        /** A flush of the other CPUs' TLBs. */
        record Flush() implements Step {}

        /** A function that all other CPUs call. */
        record CallFunction() implements Step {}

        /** The work while all other CPUs are stopped. */
        record StopMachine(Work work) implements Step {}

        /** All tasks wait for each other, each spinning so long before it sleeps. */
        record Barrier(Figure spinNs) implements Step {}

        /** Disk requests, one after the other. */
        record Disk(Figure requests, Figure sizeBytes, boolean write) implements Step {}

        /** Data sent through the network card. */
        record Send(Figure sizeBytes) implements Step {}

        /** Waiting without using the CPU. */
        record Sleep(DistributionFigure timeNs) implements Step {}

        /** The steps, several times over. */
        record Repeat(Figure times, List<Step> steps) implements Step {}
    }

    /**
     * Kernel actions per step.
     *
     * @param count how many, on average; need not be whole
     * @param pages pages each is about; empty for actions without
     * @param ring how many address spaces take turns, for a process switch; empty for other actions
     */
    public record ActionUse(String action, Figure count, Optional<Figure> pages, Optional<Figure> ring) {}
}
