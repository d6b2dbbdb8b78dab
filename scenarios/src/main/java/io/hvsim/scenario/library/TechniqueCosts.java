// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.figure.Figure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a technique costs on one hypervisor. Cycles are those of netburst.
 *
 * @param fallsBackTo for an interface that the guest calls: the technique of the same hypervisor that this one extends and
 *     whose charges hold for operations outside {@link #calls}; empty without an interface or when it extends none
 * @param kappa factor on the guest kernel's native cycles, for every kind of kernel path
 * @param dilation share by which user mode becomes slower
 * @param switchedLevels levels of short-lived page tables that agile paging does not shadow
 * @param operations charges per operation; an operation that is missing costs nothing
 * @param pageClearCycles to allocate and clear 4 KiB of the host for a host-fault
 * @param controllers charges that replace those of {@link #operations} in VMs that name their interrupt controller
 * @param adaptedPteWriteCycles a page-table write in long-lived tables once translation has adapted to it
 * @param batch lazy batching of page-table writes
 * @param calls operations the hypervisor's call interface implements; empty without such an interface
 * @param waitingAids parts of the guest interface that change how vCPUs wait for each other
 * @param userHopCycles from the hypervisor's kernel to a user-space VMM and back; empty when the charges contain it
 * @param nesting for a guest of a guest hypervisor
 * @param isolation for a confidential VM
 * @param figures every figure above
 */
public record TechniqueCosts(
        String name,
        TechniqueDef definition,
        Optional<String> fallsBackTo,
        Map<KernelPath, Figure> kappa,
        Figure dilation,
        Shadow shadow,
        Figure switchedLevels,
        Map<Operation, List<OperationCharge>> operations,
        Figure pageClearCycles,
        Map<InterruptController, Map<Operation, List<OperationCharge>>> controllers,
        Optional<Figure> adaptedPteWriteCycles,
        Optional<Batch> batch,
        Set<Operation> calls,
        List<WaitingAid> waitingAids,
        Optional<Figure> userHopCycles,
        Optional<NestingCosts> nesting,
        Optional<IsolationCosts> isolation,
        List<Figure> figures) {

    /** The figures behind the prices in a VM that names {@code controller}, or none: those of other controllers are not. */
    public List<Figure> figuresWith(Optional<InterruptController> controller) {
        List<Figure> used = new ArrayList<>(figures);
        controllers.forEach((each, operations) -> {
            if (!controller.equals(Optional.of(each))) {
                operations.values().stream()
                        .flatMap(List::stream)
                        .forEach(charge -> used.removeAll(List.of(charge.cycles(), charge.count())));
            }
        });
        return used;
    }

    /**
     * How the shadow follows the guest's page tables.
     *
     * @param rootsKept shadow page-table roots kept ready; empty for all
     * @param fillOnWrite share of the hidden faults after trapped writes that are saved by updating the shadow with the
     *     write
     * @param resyncsPerWrite exits for each write where the lowest tables may be out of sync; empty where all are trapped
     * @param prefetchOnInvlpg share of the hidden faults after an INVLPG that are saved by filling the shadow with it
     */
    public record Shadow(
            OptionalInt rootsKept, Figure fillOnWrite, Optional<Figure> resyncsPerWrite, Figure prefetchOnInvlpg) {}

    /**
     * One charge of an operation.
     *
     * @param reason what the time is accounted to
     * @param cycles handler or inline cycles on netburst, without the hardware exit
     * @param count how many times per operation
     */
    public record OperationCharge(Cause reason, Figure cycles, Figure count) {}

    /** What an exit of a guest's guest takes beyond one of a guest; see {@link io.hvsim.model.technique.Nesting}. */
    public record NestingCosts(
            Figure switchCycles,
            Figure traps,
            Figure userTraps,
            Figure trapCycles,
            Figure accesses,
            Figure accessCycles) {
        List<Figure> figures() {
            return List.of(switchCycles, traps, userTraps, trapCycles, accesses, accessCycles);
        }
    }

    /** What hiding a guest from the hypervisor takes; see {@link io.hvsim.model.technique.Isolation}. */
    public record IsolationCosts(Figure exitCycles, Figure copyByteCycles, Figure copyBufferCycles) {
        List<Figure> figures() {
            return List.of(exitCycles, copyByteCycles, copyBufferCycles);
        }
    }

    /**
     * Names of the features that the hypervisor offers: those that take over at least one operation that it implements, and
     * the waiting aids.
     */
    public List<String> features() {
        return Stream.concat(
                        definition.features().keySet().stream()
                                .filter(name ->
                                        definition.features().get(name).stream().anyMatch(calls::contains)),
                        waitingAids.stream().map(WaitingAid::feature))
                .toList();
    }

    /** These costs for a guest that may use only {@code features}; calls that belong to no feature stay. */
    public TechniqueCosts withFeatures(Collection<String> features) {
        Set<Operation> left = EnumSet.noneOf(Operation.class);
        left.addAll(calls);
        definition.features().forEach((name, operations) -> {
            if (!features.contains(name)) {
                left.removeAll(operations);
            }
        });
        return new TechniqueCosts(
                name,
                definition,
                fallsBackTo,
                kappa,
                dilation,
                shadow,
                switchedLevels,
                operations,
                pageClearCycles,
                controllers,
                adaptedPteWriteCycles,
                batch,
                left,
                waitingAids.stream()
                        .filter(each -> features.contains(each.feature()))
                        .toList(),
                userHopCycles,
                nesting,
                isolation,
                figures);
    }

    /** The figures that set a nested or confidential guest apart from an ordinary one; none for the others. */
    public List<Figure> distinctive() {
        return Stream.concat(
                        nesting.stream().flatMap(each -> each.figures().stream()),
                        isolation.stream().flatMap(each -> each.figures().stream()))
                .toList();
    }

    /**
     * Lazy batching of page-table writes.
     *
     * @param capacity writes that fit before the batch drains by itself
     * @param enqueueCycles to put one write into the queue
     * @param applyCycles to apply one write
     * @param drainCycles to enter the hypervisor once and work the queue off, apart from the writes
     */
    public record Batch(Figure capacity, Figure enqueueCycles, Figure applyCycles, Figure drainCycles) {}
}
