// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways of shadow paging that the library offers side by side. */
class ShadowVariantsTest {
    private static final String BUILD = "{extends: linux-build, working-set: {size: 64 MiB, touches: 0.01}, "
            + "load: {batch: {jobs: 10, workers: 1}}}";

    private static double exits(String technique, ActionUse use) {
        Bill bill = Prices.of("xeon-x5570", "kvm-shadow", "linux-2.6.20-kvm", technique, "mmu-stress")
                .pricing()
                .bill(List.of(use), null);
        double exits = 0;
        for (Cause cause : Cause.values()) {
            exits += cause.kind() == Cause.Kind.EXIT ? bill.count(cause) : 0;
        }
        return exits;
    }

    /** A fault: the true one, its write, the hidden one. A high page: its write, its INVLPG, the hidden fault. */
    @ParameterizedTest
    @CsvSource({
        "shadow-trap-writes, 3, 3, 9",
        "shadow-cached-roots, 3, 3, 1",
        "shadow-update-on-write, 2, 2, 1",
        "paravirtual-cr3, 2, 2, 0",
        "shadow-out-of-sync, 2.25, 2.25, 1",
        "shadow-prefetch, 2.25, 1.25, 1",
        "agile-paging, 0, 0, 1",
        "nested-paging, 0, 0, 0"
    })
    void exitsOfAFaultOfAHighPageAndOfASwitchToEightPages(String technique, double fault, double kmap, double change) {
        assertThat(exits(technique, ActionUse.of("page-fault", 1))).isEqualTo(fault);
        assertThat(exits(technique, ActionUse.of("kmap", 1))).isEqualTo(kmap);
        assertThat(exits(technique, new ActionUse(KernelActions.SWITCH_PROCESS, 1, 8, 40)))
                .isEqualTo(change);
    }

    /** 100 pages of a process are 6.8 tables: two trapped writes for each that is made, one for each that goes. */
    @Test
    void agilePagingTrapsOnlyWhatChangesTheShadowedUpperTables() {
        assertThat(exits("agile-paging", new ActionUse("fork", 1, 100, 1))).isCloseTo(2 * 6.8, within(1e-9));
        assertThat(exits("agile-paging", new ActionUse("exit", 1, 100, 1))).isCloseTo(6.8, within(1e-9));
    }

    /** Gandhi et al., ISCA 2016: more than 12 % better than the better of shadow and nested paging, on their programs. */
    @ParameterizedTest
    @ValueSource(strings = {"nested-paging", "shadow-cached-roots", "shadow-update-on-write", "shadow-out-of-sync"})
    void agilePagingIsBetterThanEitherWhereTablesChangeAndWalksAreMany(String other) {
        double agile = Runs.makespan("xeon-x5570", "kvm-shadow", "linux-2.6.20-kvm", "agile-paging", BUILD);
        assertThat(agile)
                .isLessThan(Runs.makespan("xeon-x5570", "kvm-shadow", "linux-2.6.20-kvm", other, BUILD))
                .isGreaterThan(Runs.makespan("xeon-x5570", "bare-metal", "linux-2.6.20-kvm", "native", BUILD));
    }
}
