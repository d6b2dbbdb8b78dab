// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.technique.Cause;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The changes that are worth a run.
 *
 * @param chosen those to run, the one that may save most first
 * @param impossible how many the scenario does not allow, such as a technique that its other settings exclude
 * @param idle how many aim at causes that take next to no time here
 * @param leftOut how many more there were than were asked for
 */
record WhatIfs(List<WhatIf> chosen, int impossible, int idle, int leftOut) {
    /** What takes less than this share of the p99 latency and of the vCPUs' time is not worth a run. */
    static final double LEAST_POTENTIAL = 0.001;

    private static final int COSTLY = 3;

    /**
     * Looks for changes of a scenario.
     *
     * @param here the scenario at the point
     * @param most at most so many are chosen
     */
    static WhatIfs of(Scenario here, Measured measured, int most) {
        ScenarioSpec spec = here.first();
        List<Cause> costly = OverheadPart.of(measured).stream()
                .map(OverheadPart::cause)
                .filter(cause -> cause.kind() == Cause.Kind.EXIT)
                .limit(COSTLY)
                .toList();
        HypervisorLevers hypervisor = new HypervisorLevers(here, measured.vm(), measured.technique(), costly);
        List<WhatIf> all = new ArrayList<>(hypervisor.techniques());
        all.addAll(new VmLevers(measured, here.library()).all());
        all.addAll(new MachineLevers(spec, here.library()).all());
        all.addAll(hypervisor.all());
        List<WhatIf> worthwhile = all.stream()
                .filter(each -> each.potential(measured) >= LEAST_POTENTIAL)
                .toList();
        List<WhatIf> possible = worthwhile.stream()
                .filter(each -> isPossible(here, each))
                .sorted(Comparator.comparingDouble((WhatIf each) -> each.potential(measured))
                        .reversed())
                .toList();
        List<WhatIf> chosen = possible.stream().limit(most).toList();
        return new WhatIfs(
                chosen,
                worthwhile.size() - possible.size(),
                all.size() - worthwhile.size(),
                possible.size() - chosen.size());
    }

    private static boolean isPossible(Scenario here, WhatIf change) {
        try {
            return !here.with(change.settings()).first().equals(here.first());
        } catch (ScenarioException wrong) {
            return false;
        }
    }
}
