// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.technique.Cause;
import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.library.Mitigations;
import io.hvsim.scenario.spec.MemorySpec;
import io.hvsim.scenario.spec.PoolSpec;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Quantity;
import java.util.ArrayList;
import java.util.List;

/** What could be changed at the host, and at what shares it. */
record MachineLevers(ScenarioSpec spec, Library library) {
    /** How much more or less of something is tried. */
    private static final double STEP = 0.1;

    List<WhatIf> all() {
        List<WhatIf> all = new ArrayList<>();
        cpus(all);
        spec.vms().stream().filter(vm -> vm.count() > 1).forEach(vm -> all.add(fewer(vm)));
        spec.pools().values().stream()
                .filter(pool -> pool.limitHz().isPresent())
                .forEach(pool -> all.add(wider(pool)));
        spec.overcommit().ifPresent(overcommit -> memory(overcommit, all));
        return all;
    }

    /** The number a step larger. */
    static int more(int number) {
        return number + step(number);
    }

    private static int step(int number) {
        return (int) Math.max(1, Math.round(STEP * number));
    }

    private void cpus(List<WhatIf> all) {
        HostDef host = spec.host();
        int cores = more(host.coresPerSocket());
        all.add(WhatIf.of(
                host.sockets() * cores * host.threadsPerCore() + " pCPUs",
                "host.cores-per-socket=" + cores,
                Cause.READY,
                Cause.COSTOP,
                Cause.SMT,
                Cause.CLOCK,
                Cause.VCPU_SWITCH,
                Cause.SPIN,
                Cause.LOCK_WAIT,
                Cause.BACK_END));
        String clock = Quantity.shortest(host.clockHz() * (1 + STEP), Dimension.FREQUENCY)
                .text();
        all.add(WhatIf.of("a clock of " + clock, WhatIf.CPU, "host.clock=" + clock));
        if (!host.turbo().isEmpty() && !spec.turbo()) {
            all.add(WhatIf.of("turbo on", WhatIf.CPU, "turbo=true"));
        }
        if (spec.mitigations() != Mitigations.OFF) {
            all.add(WhatIf.of("no mitigations", WhatIf.EXITS, "mitigations=off"));
        }
    }

    private WhatIf fewer(VmSpec vm) {
        int count = vm.count() - step(vm.count());
        return WhatIf.of(
                (count == 1 ? "1 VM of " : count + " VMs of ") + vm.group(),
                "vms." + vm.group() + ".count=" + count,
                Cause.READY,
                Cause.COSTOP,
                Cause.SMT,
                Cause.CLOCK,
                Cause.VCPU_SWITCH,
                Cause.REMOTE_MEMORY,
                Cause.BACK_END,
                Cause.PAGE_IN);
    }

    private static WhatIf wider(PoolSpec pool) {
        String limit = Quantity.shortest(2 * pool.limitHz().orElseThrow(), Dimension.FREQUENCY)
                .text();
        return WhatIf.of(
                "twice the limit of pool " + pool.name(), "pools." + pool.name() + ".limit=" + limit, Cause.CAPPED);
    }

    private void memory(MemorySpec.Overcommit overcommit, List<WhatIf> all) {
        String twice = Quantity.shortest(2.0 * spec.host().memoryBytes(), Dimension.SIZE)
                .text();
        all.add(WhatIf.of(
                "host memory of " + twice,
                "host.memory=" + twice,
                Cause.PAGE_IN,
                Cause.COPY_ON_WRITE,
                Cause.DEVICE_QUEUE));
        for (String reclamation : library.names(Kinds.RECLAMATION)) {
            if (!reclamation.equals(overcommit.reclamation().name())) {
                all.add(WhatIf.of(
                        "reclamation " + reclamation,
                        "overcommit.reclamation=" + reclamation,
                        Cause.PAGE_IN,
                        Cause.COPY_ON_WRITE));
            }
        }
        Disks.faster(library, spec.figures(), overcommit.swapDisk())
                .map(DiskDef::name)
                .ifPresent(
                        disk -> all.add(WhatIf.of("swap to " + disk, "overcommit.swap-disk=" + disk, Cause.PAGE_IN)));
    }
}
