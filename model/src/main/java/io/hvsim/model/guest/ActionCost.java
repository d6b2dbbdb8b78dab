// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.Operation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a guest kernel does in one of its actions, such as a system call, a page fault or a fork: native kernel cycles on
 * the host's CPU and counts of platform operations. Actions over pages (fork, exit, map) add a part for each page.
 *
 * @param kernelCycles native kernel-mode cycles of one action, 0 or more
 * @param kernelCyclesPerPage native kernel-mode cycles for each page of it
 * @param operations platform operations of one action, fractional counts are expectations
 * @param operationsPerPage platform operations for each page of it
 */
public record ActionCost(
        KernelPath path,
        double kernelCycles,
        double kernelCyclesPerPage,
        Map<Operation, Double> operations,
        Map<Operation, Double> operationsPerPage) {

    /** An action that costs nothing, for ideal guests. */
    public static final ActionCost FREE = new ActionCost(KernelPath.PLAIN, 0, 0, Map.of(), Map.of());

    /** The same action without operations of the kinds {@code leftOut}. */
    ActionCost without(Set<Operation> leftOut) {
        return new ActionCost(
                path,
                kernelCycles,
                kernelCyclesPerPage,
                filtered(operations, operation -> !leftOut.contains(operation)),
                filtered(operationsPerPage, operation -> !leftOut.contains(operation)));
    }

    /** What of this action is operations of the kinds {@code kept}: no kernel code. */
    ActionCost only(Set<Operation> kept) {
        return new ActionCost(
                path, 0, 0, filtered(operations, kept::contains), filtered(operationsPerPage, kept::contains));
    }

    private static Map<Operation, Double> filtered(Map<Operation, Double> counts, Predicate<Operation> kept) {
        Map<Operation, Double> some = new EnumMap<>(Operation.class);
        counts.forEach((operation, count) -> {
            if (kept.test(operation)) {
                some.put(operation, count);
            }
        });
        return some;
    }

    /** How often {@code operation} happens in one action over {@code pages} pages. */
    public double count(Operation operation, double pages) {
        return operations.getOrDefault(operation, 0.0) + pages * operationsPerPage.getOrDefault(operation, 0.0);
    }

    /** Native kernel-mode cycles of one action over {@code pages} pages. */
    public double cycles(double pages) {
        return kernelCycles + pages * kernelCyclesPerPage;
    }
}
