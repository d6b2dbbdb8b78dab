// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.technique.Cause;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change that may make a difference.
 *
 * @param label what is changed, in a few words
 * @param settings that change it, each {@code PATH=VALUE}
 * @param aims the causes whose time it may change at first; queueing may change with any
 */
record WhatIf(String label, List<String> settings, Set<Cause> aims) {
    /** Everything that takes time on a CPU. */
    static final Set<Cause> CPU = causes(Cause.Kind.GUEST, Cause.Kind.EXIT, Cause.Kind.MONITOR);

    static final Set<Cause> OVERHEAD = causes(Cause.Kind.EXIT, Cause.Kind.MONITOR);
    static final Set<Cause> EXITS = causes(Cause.Kind.EXIT);

    private static Set<Cause> causes(Cause.Kind... kinds) {
        return Arrays.stream(Cause.values())
                .filter(cause -> Arrays.asList(kinds).contains(cause.kind()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Cause.class)));
    }

    static WhatIf of(String label, Set<Cause> aims, String... settings) {
        return new WhatIf(label, List.of(settings), aims);
    }

    static WhatIf of(String label, String setting, Cause first, Cause... more) {
        return new WhatIf(label, List.of(setting), EnumSet.of(first, more));
    }

    /** The most that it could save without a change of queueing, as a share of the p99 latency or of the vCPUs' time. */
    double potential(Measured measured) {
        double latency = 0;
        double cpu = 0;
        for (Cause cause : aims) {
            latency += measured.blamed(cause, "p99");
            cpu += measured.cpu(cause);
        }
        return Math.max(latency, cpu);
    }
}
