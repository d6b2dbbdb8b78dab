// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import java.util.List;

/** Names of the vCPU schedulers that hypervisors can have. */
public final class Schedulers {
    public static final List<String> NAMES = List.of("esx-share", "round-robin");

    private Schedulers() {}
}
