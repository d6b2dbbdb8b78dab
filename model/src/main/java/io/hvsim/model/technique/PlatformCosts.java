// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a hypervisor's implementation of a technique costs: the data that {@link CostModel} prices operations with. All
 * cycles are those of a Netburst CPU and are scaled by {@link io.hvsim.model.machine.CpuGeneration#trapScale()}.
 *
 * @param kappa slow-down of kernel code by path, in the order of {@link KernelPath}; 1 where it runs at native speed
 * @param dilation extra user-mode time, as a share of it; 0 or more
 * @param shadow how the shadow follows the guest's page tables, where there is one
 * @param switchedLevels levels of short-lived page tables that agile paging does not shadow; 0 or more
 * @param operations charges per operation; an operation without an entry costs nothing extra
 * @param adaptedPteWriteCycles a traced page-table write once the translator has adapted to it, which it only does in
 *     long-lived page tables; NaN where the monitor does not adapt
 * @param lazyMode batching of page-table updates, or null without
 * @param calls operations that the platform takes over from the guest's call table; empty without an interface
 * @param pageClearCycles allocating and clearing 4 KiB of the host's memory for a guest that touches it first
 */
public record PlatformCosts(
        List<Double> kappa,
        double dilation,
        ShadowPaging shadow,
        double switchedLevels,
        Map<Operation, List<Charge>> operations,
        double adaptedPteWriteCycles,
        LazyMode lazyMode,
        Set<Operation> calls,
        double pageClearCycles) {

    /** No virtualization: nothing costs anything extra. */
    public static final PlatformCosts NATIVE = new PlatformCosts(
            List.of(1.0, 1.0, 1.0), 0, ShadowPaging.NAIVE, 0, Map.of(), Double.NaN, null, Set.of(), 0);

    /** Slow-down of kernel code on {@code path}; 1 at native speed. */
    public double kappa(KernelPath path) {
        return kappa.get(path.ordinal());
    }

    /**
     * These costs for an interface that implements only {@code implemented}: every operation that the interface could
     * take but does not costs what it costs on {@code fallback}, the technique below the interface. So does what follows
     * from a call that is missing: hidden faults where page-table writes are not announced, taking an interrupt where its
     * end is not, and translated kernel code where flag changes are not patched. Devices fall back with an empty interface.
     */
    public PlatformCosts withPartialInterface(Set<Operation> implemented, PlatformCosts fallback) {
        Map<Operation, List<Charge>> merged = new EnumMap<>(Operation.class);
        merged.putAll(operations);
        for (Operation operation : Operation.values()) {
            if (!isTaken(operation, implemented)) {
                merged.put(operation, fallback.operations.getOrDefault(operation, List.of()));
            }
        }
        LazyMode batching = implemented.contains(Operation.PTE_WRITE_BATCHED) ? lazyMode : fallback.lazyMode;
        List<Double> slowDown = implemented.contains(Operation.IF_CHANGE) ? kappa : fallback.kappa;
        return new PlatformCosts(
                slowDown,
                dilation,
                shadow,
                switchedLevels,
                merged,
                adaptedPteWriteCycles,
                batching,
                implemented,
                pageClearCycles);
    }

    private static boolean isTaken(Operation operation, Set<Operation> implemented) {
        return switch (operation) {
            case PAGE_TOUCH -> implemented.contains(Operation.PTE_WRITE);
            case IRQ_TAKE -> implemented.contains(Operation.EOI);
            case WAKE -> implemented.contains(Operation.HLT);
            case DEVICE_REG, NOTIFY -> !implemented.isEmpty();
            case LOCK_KICK -> true;
            default -> implemented.contains(operation);
        };
    }
}
