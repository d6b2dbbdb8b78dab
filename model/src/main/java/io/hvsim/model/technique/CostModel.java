// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import io.hvsim.model.machine.CpuGeneration;
import java.util.List;

/**
 * The third level of the cost model: what a platform operation costs beyond its native cycles, on one technique of one
 * hypervisor on one CPU generation.
 *
 * <p>An operation's price is the sum of its charges. Under hardware assist every charge that is an exit adds the round
 * trip of the CPU generation and, on both, the pollution that follows. Monitor and handler cycles scale with the CPU's
 * trap scale. Native cycles are never part of a price: they are in the guest kernel's action.
 *
 * <p>Source of the structure: price = inline + sum over exits of (hardware + handler + pollution), Adams and Agesen,
 * ASPLOS 2006; Agesen et al., USENIX ATC 2012. Differs from the source in: pollution is a share of the exit instead of a
 * separate cache model.
 */
public final class CostModel {
    private final CpuGeneration cpu;
    private final Technique technique;
    private final PlatformCosts costs;
    private final CallTable calls;
    private final MemoryUse memory;
    private final ExitPath exits;

    /** An ordinary VM whose exits take no further way. */
    public CostModel(CpuGeneration cpu, Technique technique, PlatformCosts costs, CallTable calls, MemoryUse memory) {
        this(cpu, technique, costs, calls, memory, ExitPath.PLAIN);
    }

    /**
     * @param calls how the guest image reaches each operation on this platform
     * @param memory how the workload uses its address spaces
     * @param exits what a hardware exit takes beyond its round trip and handler
     */
    public CostModel(
            CpuGeneration cpu,
            Technique technique,
            PlatformCosts costs,
            CallTable calls,
            MemoryUse memory,
            ExitPath exits) {
        this.cpu = cpu;
        this.technique = technique;
        this.costs = costs;
        this.calls = calls;
        this.memory = memory;
        this.exits = exits;
    }

    public Technique technique() {
        return technique;
    }

    /** Whether the guest's clock ticks come from a timer of the interface that the guest calls. */
    public boolean hasParavirtualTimer() {
        return technique.timer() == Technique.TimerChoice.PARAVIRTUAL
                && calls.resolve(Operation.TIMER_SET) == CallTable.Resolution.CALL;
    }

    /** Extra user-mode time as a share of user-mode time: what the technique always takes, and longer page walks. */
    public double dilation() {
        return costs.dilation() + memory.pageWalks() * (costs.walkFactor() - 1);
    }

    /** How many of {@code touches} first touches find the shadow filled by one of {@code writes} handled before. */
    public double filledByWrites(double touches, double writes) {
        return costs.fillOnWrite() * Math.min(touches, writes);
    }

    /** Whether the tables of {@code ring} address spaces that take turns all stay usable across switches. */
    public boolean keepsRoots(int ring) {
        return ring <= costs.rootsKept();
    }

    /** Adds kernel code of {@code cycles} native cycles, and what translating it costs. */
    public void addKernelCode(Bill bill, KernelPath path, double cycles) {
        bill.add(Cause.KERNEL, cycles);
        bill.add(Cause.TRANSLATION, cycles * (costs.kappa(path) - 1));
    }

    /** Adds {@code times} actions that each make {@code count} operations of one kind. */
    public void addOperations(Bill bill, Operation operation, double count, double times) {
        if (calls.resolve(operation) == CallTable.Resolution.NATIVE_CALL) {
            bill.add(Cause.CALL_SITE, times * count * cpu.callSiteCycles());
        }
        if (operation == Operation.PTE_WRITE_BATCHED && costs.lazyMode() != null) {
            addBatch(bill, costs.lazyMode(), count, times);
        } else if (operation == Operation.PTE_WRITE && isAdapted(operation)) {
            addCharge(bill, new Charge(Cause.PTE_TRACE, 1, costs.adaptedPteWriteCycles()), times * count);
        } else {
            for (Charge charge : costs.operations().getOrDefault(operation, List.of())) {
                addCharge(bill, charge, times * count);
            }
        }
    }

    /** Only writes that are still plain instructions can be translated differently; a call stays a call. */
    private boolean isAdapted(Operation operation) {
        return memory.longLivedTables()
                && !Double.isNaN(costs.adaptedPteWriteCycles())
                && calls.resolve(operation) != CallTable.Resolution.CALL;
    }

    private void addBatch(Bill bill, LazyMode lazyMode, double count, double times) {
        bill.add(Cause.VMI_QUEUE, times * lazyMode.cycles(count) * cpu.trapScale());
        bill.count(Cause.VMI_QUEUE, times * lazyMode.drains(count));
    }

    private void addCharge(Bill bill, Charge charge, double times) {
        double occurrences = times * charge.count();
        double cycles = charge.cycles() * cpu.trapScale();
        if (isHardwareExit(charge)) {
            boolean toUser = charge.cause() == Cause.IO_USER;
            cycles += cpu.exitRoundTripCycles() + exits.isolation().exitCycles();
            cycles += toUser ? exits.userHopCycles() : 0;
            bill.add(Cause.POLLUTION, occurrences * cycles * cpu.exitPollution());
            addNesting(bill, toUser, occurrences);
        }
        bill.add(charge.cause(), occurrences * cycles);
        bill.count(charge.cause(), occurrences);
    }

    /** What a guest hypervisor and the one below it add to an exit. */
    private void addNesting(Bill bill, boolean toUser, double times) {
        Nesting nesting = exits.nesting();
        if (nesting == null) {
            return;
        }
        double cycles = nesting.cycles(toUser, cpu.exitRoundTripCycles());
        bill.add(Cause.NESTED_EXIT, times * cycles);
        bill.count(Cause.NESTED_EXIT, times * nesting.exits(toUser));
        bill.add(Cause.POLLUTION, times * cycles * cpu.exitPollution());
    }

    /** Adds what it takes that {@code bytes} in {@code buffers} pieces pass a device which cannot reach the guest's memory. */
    public void addTransfer(Bill bill, double bytes, double buffers) {
        double cycles = exits.isolation().copyCycles(bytes, buffers);
        if (cycles > 0) {
            bill.add(Cause.BOUNCE, cycles);
            bill.count(Cause.BOUNCE, buffers);
        }
    }

    private boolean isHardwareExit(Charge charge) {
        return technique.cpu() == Technique.CpuChoice.HARDWARE_ASSIST
                && charge.cause().kind() == Cause.Kind.EXIT;
    }
}
