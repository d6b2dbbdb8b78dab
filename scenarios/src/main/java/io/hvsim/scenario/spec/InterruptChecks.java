// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.technique.Technique;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.InterruptController;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.Fields;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which interrupt controllers a VM can have: what guest, technique and number of vCPUs allow together. */
final class InterruptChecks {
    private InterruptChecks() {}

    /** Reports a controller that cannot be under {@code technique}; nothing for {@code auto}. */
    static void check(Fields f, HypervisorDef hypervisor, GuestDef guest, String technique) {
        TechniqueCosts costs = hypervisor.techniques().get(technique);
        int vcpus = f.find(VmKeys.VCPUS).orElse(1);
        f.find(VmKeys.INTERRUPT_CONTROLLER)
                .flatMap(c -> c)
                .flatMap(wanted -> obstacle(wanted, vcpus, guest, hypervisor, costs))
                .ifPresent(obstacle -> f.in().objection(
                                f.placeOf(VmKeys.INTERRUPT_CONTROLLER),
                                obstacle,
                                "possible here: " + possible(vcpus, guest, hypervisor, costs)));
    }

    private static String possible(int vcpus, GuestDef guest, HypervisorDef hypervisor, TechniqueCosts costs) {
        String controllers = Arrays.stream(InterruptController.values())
                .filter(c -> obstacle(c, vcpus, guest, hypervisor, costs).isEmpty())
                .map(c -> ", " + ChoiceType.word(c))
                .collect(Collectors.joining());
        return "auto" + controllers;
    }

    private static Optional<String> obstacle(
            InterruptController wanted, int vcpus, GuestDef guest, HypervisorDef hypervisor, TechniqueCosts costs) {
        boolean isPic = wanted == InterruptController.PIC;
        if (isPic && vcpus > 1) {
            return Optional.of("an 8259 PIC interrupts one CPU, not " + vcpus);
        }
        if (wanted == InterruptController.X2APIC && !guest.x2apic()) {
            return Optional.of("guest '" + guest.name() + "' does not know the x2APIC");
        }
        String technique = "technique '" + costs.name() + "' of hypervisor '" + hypervisor.name() + "'";
        if (isPic && costs.definition().technique().interrupts() != Technique.InterruptChoice.EMULATED) {
            return Optional.of(technique + " is about the local APIC, which an 8259 PIC is not");
        }
        return costs.controllers().containsKey(wanted)
                ? Optional.empty()
                : Optional.of(technique + " has no prices for interrupt-controller: " + ChoiceType.word(wanted));
    }
}
