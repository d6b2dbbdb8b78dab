// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.guest.ActionUse;
import java.util.List;

/** One step of the program that serves a request. */
public sealed interface Step {

    /**
     * Computing: user mode and kernel actions.
     *
     * @param userCycles user-mode work in Netburst cycles
     * @param actions kernel actions, all of which happen each time
     */
    record Work(Distribution userCycles, List<ActionUse> actions) implements Step {}

    /** Disk requests, one after the other; the task sleeps while each is served. */
    record Disk(int requests) implements Step {}

    /**
     * Computing while holding a spinlock of the guest kernel.
     *
     * @param lock its name; steps with the same name want the same lock
     * @param userCycles work in Netburst cycles
     * @param actions kernel actions, all of which happen each time
     */
    record Locked(String lock, Distribution userCycles, List<ActionUse> actions) implements Step {}

    /** Data sent to the network; the task sleeps while the send queue is full. */
    record Send(double bytes, double packets) implements Step {}

    /** The task sleeps. */
    record Sleep(Distribution ns) implements Step {}
}
