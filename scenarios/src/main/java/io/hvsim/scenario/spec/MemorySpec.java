// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.memory.PageUse;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.MigrationDef;
import io.hvsim.scenario.library.ReclamationDef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What happens to the memory of a VM. */
public final class MemorySpec {
    private MemorySpec() {}

    /**
     * Which of its memory a VM touches. Rates hold for each vCPU while it executes; a page counts in full.
     *
     * @param setBytes how much is touched at all; empty for all of the VM's memory
     * @param allocatedBytes how much the guest has used at the start; empty for all of it
     * @param growthPerSecond bytes that it uses for the first time in each second of the run
     * @param equalPart part of the memory that equals other memory of the host at the start, 0 to 1
     * @param touchedPerSecond bytes
     * @param dirtiedPerSecond those of them that are written to
     * @param hot the part of the set that is written to more than the rest; empty when writes do not prefer any
     */
    public record Use(
            OptionalLong setBytes,
            double touchedPerSecond,
            double dirtiedPerSecond,
            PageUse.Pattern order,
            Optional<Hot> hot,
            OptionalLong allocatedBytes,
            double growthPerSecond,
            double equalPart) {}

    /**
     * The hot part of a set that is written to.
     *
     * @param writes share of the writes that go to it, 0 to 1
     */
    public record Hot(long setBytes, double writes) {}

    /** A host that may have promised more memory than it has. */
    public record Overcommit(ReclamationDef reclamation, DiskDef swapDisk) {}

    /** How the hypervisor learns which pages are dirty. */
    public enum Tracking {
        /** The first write to each page faults. */
        WRITE_PROTECT,
        /** The CPU writes the addresses of dirty pages to a log, which causes an exit when it is full. */
        PML
    }

    /**
     * A live migration.
     *
     * @param startNs since the start of the run
     * @param faultCycles handling one fault on a write-protected page, on NetBurst
     * @param logCycles handling one full log, on NetBurst
     * @param stateBytes state of vCPUs and devices
     */
    public record Migration(
            long startNs,
            MigrationDef policy,
            double bytesPerSecond,
            Tracking tracking,
            Figure faultCycles,
            Figure logCycles,
            Figure stateBytes,
            Figure switchOverNs,
            Figure fetchNs) {

        /** Every figure of the migration and its policy. */
        public List<Figure> figures() {
            Figure exit = tracking == Tracking.PML ? logCycles : faultCycles;
            List<Figure> all = new ArrayList<>(policy.figures());
            all.addAll(List.of(exit, stateBytes, switchOverNs));
            if (policy.postCopy()) {
                all.add(fetchNs);
            }
            return all;
        }
    }
}
