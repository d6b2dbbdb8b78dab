// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.recommendation;

import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.TechniqueDef;
import io.hvsim.scenario.spec.Feasibility;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which techniques a VM group can have at a point, and which not.
 *
 * @param runners in the hypervisor's order of preference, then in the order of its file
 * @param negotiated the technique that {@code technique: auto} takes; empty when it can take none
 */
public record Eligibility(List<Runner> runners, List<Contest.Refusal> refused, Optional<String> negotiated) {

    /**
     * A technique that the group can have.
     *
     * @param settings that put it on it, each {@code PATH=VALUE}
     * @param scenario with them
     */
    public record Runner(String technique, List<String> settings, Scenario scenario) {}

    /**
     * Looks at every technique that the hypervisor offers.
     *
     * @param here a scenario of a single point
     * @throws IllegalArgumentException if the group can have none, with the reasons
     */
    public static Eligibility of(Scenario here, String group) {
        ScenarioSpec spec = here.first();
        VmSpec vm = spec.vms().stream()
                .filter(each -> each.group().equals(group))
                .findFirst()
                .orElseThrow();
        List<Runner> runners = new ArrayList<>();
        List<Contest.Refusal> refused = new ArrayList<>();
        for (String technique : offered(spec.hypervisor())) {
            Optional<String> obstacle =
                    Feasibility.obstacle(spec.host(), spec.hypervisor(), vm.guest(), true, technique);
            if (obstacle.isPresent()) {
                refused.add(new Contest.Refusal(technique, obstacle.get()));
                continue;
            }
            try {
                List<String> settings = settings(spec, vm, technique);
                runners.add(new Runner(technique, settings, here.with(settings)));
            } catch (ScenarioException wrong) {
                refused.add(
                        new Contest.Refusal(technique, wrong.problems().get(0).message()));
            }
        }
        if (runners.isEmpty()) {
            throw new IllegalArgumentException(group + " can have no technique: "
                    + String.join(
                            "; ",
                            refused.stream()
                                    .map(each -> each.technique() + " is not possible: " + each.reason())
                                    .toList()));
        }
        return new Eligibility(List.copyOf(runners), List.copyOf(refused), negotiated(spec, vm));
    }

    /** Those it prefers first, then the others. */
    private static Set<String> offered(HypervisorDef hypervisor) {
        Set<String> offered = new LinkedHashSet<>(hypervisor.prefers());
        offered.addAll(hypervisor.techniques().keySet());
        return offered;
    }

    private static List<String> settings(ScenarioSpec spec, VmSpec vm, String technique) {
        TechniqueDef definition = spec.hypervisor().techniques().get(technique).definition();
        String path = "vms." + vm.group();
        List<String> settings = new ArrayList<>(List.of(path + ".technique=" + technique));
        definition.needs().optIn().ifPresent(flag -> settings.add(path + "." + flag + "=true"));
        return List.copyOf(settings);
    }

    private static Optional<String> negotiated(ScenarioSpec spec, VmSpec vm) {
        try {
            return Optional.of(Feasibility.choose(spec.host(), spec.hypervisor(), vm.guest(), vm.vmi())
                    .technique());
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
