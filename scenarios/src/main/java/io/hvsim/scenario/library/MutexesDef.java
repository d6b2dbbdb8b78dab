// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.text.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mutexes or the reader-writer semaphores of a guest kernel.
 *
 * @param transferNs time to take a lock that has become free
 * @param countNs how long each reader that comes or goes keeps the cache line with their count; absent if it costs nothing
 * @param spinsOnOwner whether a task spins before it sleeps, for as long as the owner runs
 * @param noticesPreemption whether it sees that the owner's vCPU has no pCPU, where the hypervisor tells
 * @param handsOver whether a released lock is given to the task that sleeps longest
 */
public record MutexesDef(
        Figure transferNs,
        Optional<Figure> countNs,
        boolean spinsOnOwner,
        boolean noticesPreemption,
        boolean handsOver) {
    private static final Key<Figure> TRANSFER =
            Key.required("transfer", FigureType.of(Dimension.TIME), "time to take a lock that has become free");
    private static final Key<Figure> COUNT = Key.optional(
            "count",
            FigureType.of(Dimension.TIME),
            "of a semaphore, how long each reader that comes or goes keeps the cache line with their count; nothing if absent");
    private static final Key<Boolean> SPINS_ON_OWNER = Key.ofDefault(
            "spins-on-owner",
            new FlagType(),
            "false",
            "whether a task that finds the lock taken spins for as long as the owner runs, before it sleeps");
    private static final Key<Boolean> NOTICES_PREEMPTION = Key.ofDefault(
            "notices-preemption",
            new FlagType(),
            "false",
            "whether it also stops spinning when the owner's vCPU has no pCPU, in VMs with the feature steal-time");
    private static final Key<Boolean> HANDS_OVER = Key.ofDefault(
            "hands-over",
            new FlagType(),
            "false",
            "whether a released lock is given to the task that sleeps longest, even though that has to wake first");

    static final MappingType<MutexesDef> TYPE = MappingType.of(
                    "mutexes",
                    "locks on which tasks sleep: mutexes or reader-writer semaphores",
                    List.of(TRANSFER, COUNT, SPINS_ON_OWNER, NOTICES_PREEMPTION, HANDS_OVER),
                    f -> new MutexesDef(
                            f.get(TRANSFER),
                            f.find(COUNT),
                            f.get(SPINS_ON_OWNER),
                            f.get(NOTICES_PREEMPTION),
                            f.get(HANDS_OVER)))
            .withFigures();

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(transferNs));
        countNs.ifPresent(figures::add);
        return figures;
    }
}
