// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.technique.Technique;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.TechniqueDef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which techniques a VM can have: what the host, the hypervisor, the guest and the VM's settings allow together. */
public final class Feasibility {
    private Feasibility() {}

    /** @param reason why this one, as part of a sentence */
    public record Choice(String technique, String reason) {}

    /** Why a VM cannot have the technique, as part of a sentence; empty when it can. */
    public static Optional<String> obstacle(
            HostDef host, HypervisorDef hypervisor, GuestDef guest, boolean vmi, String technique) {
        if (!hypervisor.techniques().containsKey(technique)) {
            return Optional.of("hypervisor '" + hypervisor.name() + "' does not offer it");
        }
        TechniqueDef definition = hypervisor.techniques().get(technique).definition();
        return cpuObstacle(host, definition.needs())
                .or(() -> guestObstacle(guest, definition))
                .or(() -> capabilityObstacle(hypervisor, guest, definition.needs()))
                .or(() -> optInObstacle(vmi, definition.needs()));
    }

    /**
     * The first possible technique in the hypervisor's order of preference.
     *
     * @throws IllegalArgumentException if none is possible, with all the reasons
     */
    public static Choice choose(HostDef host, HypervisorDef hypervisor, GuestDef guest, boolean vmi) {
        List<String> obstacles = new ArrayList<>();
        for (String technique : hypervisor.prefers()) {
            Optional<String> obstacle = obstacle(host, hypervisor, guest, vmi, technique);
            if (obstacle.isEmpty()) {
                return new Choice(technique, reason(technique, hypervisor, obstacles));
            }
            obstacles.add(technique + " is not possible: " + obstacle.get());
        }
        throw new IllegalArgumentException(String.join("; ", obstacles));
    }

    private static String reason(String technique, HypervisorDef hypervisor, List<String> obstacles) {
        String chosen = "technique " + technique + ", the first possible one in the order of " + hypervisor.name();
        return obstacles.isEmpty() ? chosen : chosen + " (" + String.join("; ", obstacles) + ")";
    }

    private static Optional<String> cpuObstacle(HostDef host, TechniqueDef.Needs needs) {
        Set<String> features = host.cpu().features();
        boolean met =
                needs.cpuFeatures().isEmpty() || needs.cpuFeatures().stream().anyMatch(features::containsAll);
        return met
                ? Optional.empty()
                : Optional.of("the CPU of host '" + host.name() + "' lacks "
                        + String.join(
                                " or ",
                                needs.cpuFeatures().stream()
                                        .map(f -> String.join(" with ", f))
                                        .toList()));
    }

    private static Optional<String> guestObstacle(GuestDef guest, TechniqueDef definition) {
        Optional<String> needed = definition.needs().guestInterface();
        if (needed.isPresent() && !guest.interfaces().containsKey(needed.get())) {
            return Optional.of("guest '" + guest.name() + "' does not speak " + needed.get());
        }
        if (needed.isEmpty() && !guest.bareMetal()) {
            String where = definition.technique().cpu() == Technique.CpuChoice.NATIVE ? "hardware" : "virtual hardware";
            return Optional.of(
                    "guest '" + guest.name() + "' is tied to its hypervisor's interface and does not boot on " + where);
        }
        return Optional.empty();
    }

    /** A capability NAME is also met by NAME-VERSION, VERSION being that of the guest's interface. */
    private static Optional<String> capabilityObstacle(
            HypervisorDef hypervisor, GuestDef guest, TechniqueDef.Needs needs) {
        if (needs.capability().isEmpty()
                || hypervisor.capabilities().contains(needs.capability().get())) {
            return Optional.empty();
        }
        String capability = needs.capability().get();
        String version = needs.guestInterface().map(guest.interfaces()::get).orElse("");
        String exact = version.isEmpty() ? capability : capability + "-" + version;
        return hypervisor.capabilities().contains(exact)
                ? Optional.empty()
                : Optional.of("hypervisor '" + hypervisor.name() + "' lacks '" + exact + "', it has "
                        + String.join(", ", hypervisor.capabilities()));
    }

    private static Optional<String> optInObstacle(boolean vmi, TechniqueDef.Needs needs) {
        boolean missing = needs.optIn().filter("vmi"::equals).isPresent() && !vmi;
        return missing ? Optional.of("it must be enabled for the VM by vmi: true") : Optional.empty();
    }
}
