// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a technique costs on one hypervisor. Cycles are those of netburst.
 *
 * @param fallsBackTo for an interface that the guest calls: the technique of the same hypervisor that this one extends and
 *     whose charges hold for operations outside {@link #calls}; empty without an interface or when it extends none
 * @param kappa factor on the guest kernel's native cycles, for every kind of kernel path
 * @param dilation share by which user mode becomes slower
 * @param walkFactor how much longer a page-table walk takes than natively
 * @param walkFactorLarge the same with large pages
 * @param fillOnWrite share of the hidden faults after the guest's own page-table writes that are saved by updating the
 *     shadow with the write
 * @param operations charges per operation; an operation that is missing costs nothing
 * @param controllers charges that replace those of {@link #operations} in VMs that name their interrupt controller
 * @param adaptedPteWriteCycles a page-table write in long-lived tables once translation has adapted to it
 * @param rootsKept shadow page-table roots kept ready; empty for all
 * @param batch lazy batching of page-table writes
 * @param calls operations the hypervisor's call interface implements; empty without such an interface
 * @param figures every figure above
 */
public record TechniqueCosts(
        String name,
        TechniqueDef definition,
        Optional<String> fallsBackTo,
        Map<KernelPath, Figure> kappa,
        Figure dilation,
        Figure walkFactor,
        Figure walkFactorLarge,
        Figure fillOnWrite,
        Map<Operation, List<OperationCharge>> operations,
        Map<InterruptController, Map<Operation, List<OperationCharge>>> controllers,
        Optional<Figure> adaptedPteWriteCycles,
        OptionalInt rootsKept,
        Optional<Batch> batch,
        Set<Operation> calls,
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
     * One charge of an operation.
     *
     * @param reason what the time is accounted to
     * @param cycles handler or inline cycles on netburst, without the hardware exit
     * @param count how many times per operation
     */
    public record OperationCharge(Cause reason, Figure cycles, Figure count) {}

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
