// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.hypervisor.RunPlan;
import io.hvsim.model.hypervisor.VmGroup;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.workload.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * What the library makes kernel actions and whole programs cost on one platform, in closed form: nothing runs, no clock
 * ticks.
 */
final class Prices {
    private final ActionPricing pricing;
    private final List<ActionUse> program = new ArrayList<>();
    private double userCycles;

    private Prices(RunPlan plan) {
        VmGroup vm = plan.groups().get(0);
        pricing = new ActionPricing(vm.kernel(), vm.costs(), plan.host());
        for (Step step : vm.workload().program()) {
            if (step instanceof Step.Work burst) {
                program.addAll(burst.actions());
                userCycles += burst.userCycles().mean();
            }
        }
    }

    static Prices of(String host, String hypervisor, String guest, String technique, String workload) {
        return in(Runs.batch(host, hypervisor, guest, technique, workload));
    }

    /** The prices of the first VM group of the scenario {@code text}. */
    static Prices in(String text) {
        return new Prices(Assembler.plan(Runs.spec(text), 0, 0));
    }

    ActionPricing pricing() {
        return pricing;
    }

    /** The bill for one job of the workload, without its user-mode work. */
    Bill job() {
        return pricing.bill(program, null);
    }

    /** CPU time of one job, in microseconds. */
    double jobMicros() {
        double user = userCycles * (1 + pricing.costs().dilation());
        return micros(job()) + pricing.host().userNanos(user) / 1e3;
    }

    /** The bill for one {@code action} that is not about pages. */
    Bill action(String action) {
        return pricing.bill(List.of(ActionUse.of(action, 1)), null);
    }

    /** Kernel time and overhead of {@code bill}, in microseconds. */
    double micros(Bill bill) {
        return pricing.host().nanos(bill.cycles(Cause.KERNEL) + bill.overheadCycles()) / 1e3;
    }

    /** Things that leave or stop the guest's own code because of page tables. */
    static double shadowEvents(Bill bill) {
        return bill.count(Cause.PF_TRUE) + bill.count(Cause.PTE_TRACE) + bill.count(Cause.PF_HIDDEN);
    }
}
