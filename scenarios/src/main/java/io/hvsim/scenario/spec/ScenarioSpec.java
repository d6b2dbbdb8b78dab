// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.scenario.figure.Bound;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Mitigations;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One point of a scenario, every name resolved and every default filled in.
 *
 * @param name short name: the file's without ending unless the file says otherwise
 * @param figures which end of ranged figures to take
 * @param mitigations what each hardware exit pays for
 * @param turbo whether cores run above the nominal clock while few of their socket are active
 * @param overcommit what the host does when memory is scarce; empty when it suffices
 * @param pools resource pools by name; empty when VMs are in none
 * @param vms VM groups in the order of the file
 * @param charts the charts the file asks for; empty when it asks for none
 */
public record ScenarioSpec(
        String name,
        String title,
        String question,
        HostDef host,
        HypervisorDef hypervisor,
        Bound figures,
        Mitigations mitigations,
        boolean turbo,
        Optional<MemorySpec.Overcommit> overcommit,
        Map<String, PoolSpec> pools,
        List<VmSpec> vms,
        RunSpec run,
        List<SloSpec> slos,
        List<ChartSpec> charts) {}
