// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.machine.Host;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.Operation;
import java.util.List;

/**
 * The second level of the cost model: turns kernel actions of one guest into bursts priced on one platform.
 *
 * @param emulated the emulated device that {@code notify} operations go to, or null when devices are paravirtual or real
 */
public record ActionPricing(GuestKernel kernel, CostModel costs, Host host) {

    /** The bill for {@code uses}, in core cycles. */
    public Bill bill(List<ActionUse> uses, EmulatedDevice emulated) {
        Bill bill = new Bill();
        for (ActionUse use : uses) {
            add(bill, use, emulated);
        }
        return bill;
    }

    /** The burst for {@code uses} on paravirtual or real devices. */
    public Burst burst(List<ActionUse> uses) {
        return burst(uses, null);
    }

    /**
     * The burst for {@code uses}.
     *
     * @param emulated the emulated device that notifications go to, or null
     */
    public Burst burst(List<ActionUse> uses, EmulatedDevice emulated) {
        return Burst.of(bill(uses, emulated), host, costs.dilation());
    }

    /**
     * The burst for {@code use}, which moves {@code bytes} through a device, one buffer each time.
     *
     * @param emulated the emulated device that notifications go to, or null
     */
    public Burst transfer(ActionUse use, double bytes, EmulatedDevice emulated) {
        Bill bill = bill(List.of(use), emulated);
        costs.addTransfer(bill, bytes, use.count());
        return Burst.of(bill, host, costs.dilation());
    }

    /** The burst for one {@code operation} that no action of the guest makes. */
    public Burst burst(Operation operation) {
        Bill bill = new Bill();
        costs.addOperations(bill, operation, 1, 1);
        return Burst.of(bill, host, costs.dilation());
    }

    private void add(Bill bill, ActionUse use, EmulatedDevice emulated) {
        ActionCost cost = kernel.action(use.action());
        costs.addKernelCode(bill, cost.path(), use.count() * cost.cycles(use.pages()));
        for (Operation operation : Operation.values()) {
            double count = count(cost, operation, use);
            if (count > 0) {
                addOperation(bill, operation, count, use.count(), emulated);
            }
        }
    }

    /** Which touches of a page are missing from the tables in use is decided here, by the state of the shadow. */
    private double count(ActionCost cost, Operation operation, ActionUse use) {
        double count = cost.count(operation, use.pages());
        if (operation != Operation.PAGE_TOUCH) {
            return count;
        }
        boolean switches = use.action().equals(KernelActions.SWITCH_PROCESS);
        if (switches && costs.keepsRoots(use.ring())) {
            return 0;
        }
        return count - costs.filledByWrites(count, cost.count(Operation.PTE_WRITE, use.pages()));
    }

    private void addOperation(Bill bill, Operation operation, double count, double times, EmulatedDevice emulated) {
        if (emulated != null && operation == Operation.NOTIFY) {
            costs.addOperations(bill, Operation.DEVICE_REG, count * emulated.registersPerRequest(), times);
        } else if (emulated != null && operation == Operation.IRQ_TAKE) {
            costs.addOperations(bill, operation, count, times);
            costs.addOperations(bill, Operation.DEVICE_REG, count * emulated.registersPerInterrupt(), times);
        } else {
            costs.addOperations(bill, operation, count, times);
        }
    }
}
