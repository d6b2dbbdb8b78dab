// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.guest.LockModel;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.text.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The spinlocks of a guest kernel.
 *
 * @param transferNs time to take a lock that another CPU had
 * @param haltAfterNs how long a waiter spins before it halts its vCPU; empty when it never does
 * @param looksAfterNs how often a queued waiter looks at the one before it, and halts if that has; empty for never
 * @param noticesPreemption whether it also halts if that one's vCPU has no pCPU, where the hypervisor tells
 */
public record SpinLocksDef(
        LockModel.Kind kind,
        Figure transferNs,
        Optional<Figure> haltAfterNs,
        Optional<Figure> looksAfterNs,
        boolean noticesPreemption) {
    private static final FigureType POSITIVE = new FigureType(Dimension.TIME, Range.of(1, 1e12));

    private static final Key<LockModel.Kind> KIND = Key.required(
            "kind", ChoiceType.of("kind of spinlock", LockModel.Kind.class), "who gets a lock that is released");
    private static final Key<Figure> TRANSFER =
            Key.required("transfer", FigureType.of(Dimension.TIME), "time to take a lock that another CPU had");
    private static final Key<Figure> HALT_AFTER =
            Key.required("halt-after", POSITIVE, "how long a waiter spins before it halts its vCPU until it is kicked");
    private static final Key<Figure> LOOKS_AFTER = Key.optional(
            "looks-after",
            POSITIVE,
            "after how much spinning a queued waiter looks once more at the one before it, as it did when it joined, and halts if that has halted; left out when "
                    + "it does not look");
    private static final Key<Boolean> NOTICES_PREEMPTION = Key.ofDefault(
            "notices-preemption",
            new FlagType(),
            "false",
            "whether it also halts when the vCPU before it has no pCPU, in VMs with the feature steal-time");

    static final MappingType<SpinLocksDef> PLAIN = MappingType.of(
                    "spinlocks",
                    "spinlocks whose waiters spin for as long as it takes",
                    List.of(KIND, TRANSFER),
                    f -> new SpinLocksDef(f.get(KIND), f.get(TRANSFER), Optional.empty(), Optional.empty(), false))
            .withFigures();

    static final MappingType<SpinLocksDef> PARAVIRTUAL = MappingType.of(
                    "paravirtual-spinlocks",
                    "spinlocks whose waiters halt",
                    List.of(KIND, TRANSFER, HALT_AFTER, LOOKS_AFTER, NOTICES_PREEMPTION),
                    f -> new SpinLocksDef(
                            f.get(KIND),
                            f.get(TRANSFER),
                            Optional.of(f.get(HALT_AFTER)),
                            f.find(LOOKS_AFTER),
                            f.get(NOTICES_PREEMPTION)))
            .withFigures();

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(transferNs));
        haltAfterNs.ifPresent(figures::add);
        looksAfterNs.ifPresent(figures::add);
        return figures;
    }
}
