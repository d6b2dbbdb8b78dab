// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import java.util.Map;

/**
 * A guest kernel image: how it keeps time, how it shares a vCPU among its tasks, and what each of its actions costs on the
 * host's CPU.
 *
 * @param hz timer interrupts per second and vCPU; 0 for a kernel without ticks (ideal guests)
 * @param tickless whether an idle vCPU stops its tick
 * @param timesliceNs how long a task runs before the next one in the run queue has its turn; above 0
 * @param paravirtual whether the image was built with a paravirtual call table
 * @param synchronization how its vCPUs wait for each other
 * @param actions what each action costs, by name
 */
public record GuestKernel(
        String name,
        int hz,
        boolean tickless,
        long timesliceNs,
        boolean paravirtual,
        Synchronization synchronization,
        Map<String, ActionCost> actions) {

    /** The cost of the action called {@code name}. */
    public ActionCost action(String name) {
        ActionCost cost = actions.get(name);
        if (cost == null) {
            throw new IllegalArgumentException("guest " + this.name + " has no action '" + name + "'");
        }
        return cost;
    }
}
