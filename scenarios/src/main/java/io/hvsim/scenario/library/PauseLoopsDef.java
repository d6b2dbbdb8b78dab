// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.ListOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.text.Dimension;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a hypervisor does about guests that spin. Window and gap are in cycles of the host's clock, the rest in cycles of netburst.
 *
 * @param gapCycles how far apart two PAUSEs of one loop may be
 * @param growth factor on the window with every exit until the vCPU is switched in again
 * @param handlerCycles the handler without exit, entry and the search
 * @param lookCycles to look at one vCPU of the VM
 * @param attemptCycles to try to yield to one, while holding the locks of both run queues
 * @param checkCycles to find whether that can be of use, before any lock is taken
 * @param switchLockCycles how long a switch of vCPUs holds the lock of its run queue
 * @param wakeLockCycles how long a wake-up holds the lock of the run queue it goes to
 */
public record PauseLoopsDef(
        Figure windowCycles,
        Figure gapCycles,
        Figure growth,
        Figure maxWindowCycles,
        Figure handlerCycles,
        Figure lookCycles,
        Figure attemptCycles,
        Figure checkCycles,
        Figure switchLockCycles,
        Figure wakeLockCycles,
        Set<Rule> rules) {

    /** A rule of the search for a vCPU to yield to. */
    public enum Rule {
        /** Every other look passes over a vCPU that is itself in a pause-loop exit. */
        SKIPS_SPINNERS,
        /** An attempt gives up when nobody else waits on either pCPU. */
        BAILS_OUT,
        /** Only vCPUs that were taken off their pCPU are looked at. */
        ONLY_PREEMPTED,
        /** Only vCPUs in kernel mode are. */
        ONLY_IN_KERNEL,
        /** A vCPU that was woken and waits for a pCPU counts as preempted. */
        ALSO_WOKEN,
        /** One with a pending interrupt counts as in kernel mode. */
        ALSO_INTERRUPTED,
        /** A vCPU that kicks one that has halted while it waited for a lock yields to it. */
        BOOSTS_KICKED
    }

    private static final FigureType CYCLES = FigureType.of(Dimension.CYCLES);
    private static final FigureType WINDOWS = new FigureType(Dimension.CYCLES, Range.of(1, 1e15));

    private static final Key<Figure> WINDOW =
            Key.required("window", WINDOWS, "how long a guest spins before it exits, in cycles of the host's clock");
    private static final Key<Figure> GAP = Key.required(
            "gap",
            CYCLES,
            "how far apart two PAUSEs may be before the window begins anew, in cycles of the host's clock; fetching the line of a lock that another CPU has changed may take longer");
    private static final Key<Figure> GROWTH = Key.required(
            "growth",
            new FigureType(Dimension.NUMBER, Range.of(1, 100)),
            "factor on the window with every exit until the vCPU is switched in again");
    private static final Key<Figure> MAX_WINDOW =
            Key.required("max-window", WINDOWS, "longest window, in cycles of the host's clock");
    private static final Key<Figure> HANDLER =
            Key.required("handler", CYCLES, "the handler without exit, entry and the search, on NetBurst");
    private static final Key<Figure> LOOK = Key.required("look", CYCLES, "looking at one vCPU of the VM, on NetBurst");
    private static final Key<Figure> ATTEMPT =
            Key.required("attempt", CYCLES, "trying to yield to one, under the locks of both run queues, on NetBurst");
    private static final Key<Figure> CHECK = Key.required(
            "check", CYCLES, "finding whether yielding to one can be of use, before any lock is taken, on NetBurst");
    private static final Key<Figure> SWITCH_LOCK =
            Key.required("switch-lock", CYCLES, "how long a switch holds the lock of its run queue, on NetBurst");
    private static final Key<Figure> WAKE_LOCK =
            Key.required("wake-lock", CYCLES, "how long a wake-up holds that of the run queue it goes to, on NetBurst");
    private static final Key<List<Rule>> RULES = Key.ofDefault(
            "rules",
            new ListOf<>(ChoiceType.of("rule", Rule.class)),
            "[]",
            "which vCPUs the handler passes over, and who else yields");

    static final MappingType<PauseLoopsDef> TYPE = MappingType.of(
                    "pause-loops",
                    "pause-loop exits, and whom their handler yields to",
                    List.of(
                            WINDOW,
                            GAP,
                            GROWTH,
                            MAX_WINDOW,
                            HANDLER,
                            LOOK,
                            ATTEMPT,
                            CHECK,
                            SWITCH_LOCK,
                            WAKE_LOCK,
                            RULES),
                    f -> {
                        Set<Rule> rules = EnumSet.noneOf(Rule.class);
                        rules.addAll(f.get(RULES));
                        return new PauseLoopsDef(
                                f.get(WINDOW),
                                f.get(GAP),
                                f.get(GROWTH),
                                f.get(MAX_WINDOW),
                                f.get(HANDLER),
                                f.get(LOOK),
                                f.get(ATTEMPT),
                                f.get(CHECK),
                                f.get(SWITCH_LOCK),
                                f.get(WAKE_LOCK),
                                rules);
                    })
            .withFigures();

    /** Every figure above. */
    public List<Figure> figures() {
        return List.of(
                windowCycles,
                gapCycles,
                growth,
                maxWindowCycles,
                handlerCycles,
                lookCycles,
                attemptCycles,
                checkCycles,
                switchLockCycles,
                wakeLockCycles);
    }
}
