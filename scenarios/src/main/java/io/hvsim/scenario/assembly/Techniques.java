// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.spec.Feasibility;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;

/** The technique a VM runs on: the one its scenario asks for, or the one that is negotiated. */
final class Techniques {
    private Techniques() {}

    static Feasibility.Choice of(ScenarioSpec spec, VmSpec vm) {
        return vm.technique()
                .map(name -> new Feasibility.Choice(name, "technique " + name + ", as the scenario asks"))
                .orElseGet(() -> Feasibility.choose(spec.host(), spec.hypervisor(), vm.guest(), vm.vmi()));
    }

    /** Its costs with the features that the VM may use. */
    static TechniqueCosts costs(ScenarioSpec spec, VmSpec vm) {
        TechniqueCosts offered = spec.hypervisor().techniques().get(of(spec, vm).technique());
        return vm.features().map(offered::withFeatures).orElse(offered);
    }
}
