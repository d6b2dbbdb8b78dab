// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.List;

/**
 * What happened in a window of one replication. Requests are numbered in the order in which they arrived at the host since
 * the start of the run, from 1.
 *
 * @param fromNs begin of the window, in simulated time since the start of the run, in nanoseconds
 * @param toNs end of the window; earlier than asked if the run ended or too much happened
 * @param isCut whether it ends early because more happened than is kept
 * @param pcpus how many the host has
 * @param vms VMs and threads of the host, in the order in which they were created
 * @param vcpus the VM of each vCPU and its number there; vCPUs are known by their place in the list
 * @param tasks the same of tasks that serve requests
 * @param labels what the labels of spans mean
 * @param states of vCPUs: what each nanosecond of a vCPU was spent on, labelled {@code user}, {@code overhead.hlt}, {@code
 *     ready}, {@code idle}; those of a vCPU follow each other without gaps. The detail is the label of the lock it spins for
 * @param occupancies of pCPUs: the label is the vCPU that runs there
 * @param exits of vCPUs: an instant, labelled with the reason; the detail says how many
 * @param interrupts of vCPUs, from being raised to being taken; labelled with the vector, the detail is the label of how
 *     it was delivered
 * @param requests of tasks, from arrival to completion, which may be outside the window; the detail is 1 if it is complete
 * @param waits of tasks off the CPU, labelled with what for; the detail is the label of a lock
 * @param lettingIn an instant at which the request of a task let in that of another task, which is the label; the detail is
 *     the number of that request
 */
public record Timeline(
        long fromNs,
        long toNs,
        boolean isCut,
        int pcpus,
        List<Vm> vms,
        List<Track> vcpus,
        List<Track> tasks,
        List<String> labels,
        Spans states,
        Spans occupancies,
        Spans exits,
        Spans interrupts,
        Spans requests,
        Spans waits,
        Spans lettingIn) {

    /** The state of a halted vCPU. */
    public static final String IDLE = "idle";

    /**
     * A VM, or a thread of the host that serves one.
     *
     * @param name such as {@code web/0}
     * @param group of VMs
     * @param isChained whether the next request of a task comes because its last one is complete: clients that wait for
     *     their response, and jobs
     */
    public record Vm(String name, String group, boolean isChained) {}

    /** A vCPU or task: the place of its VM, and its number there. */
    public record Track(int vm, int number) {}

    /** Length of the window in nanoseconds. */
    public long ns() {
        return toNs - fromNs;
    }

    /** The share of CPU time in metrics that a state counts to: {@code cpu.overhead} for {@code overhead.hlt}. */
    public static String metric(String state) {
        return "cpu." + (state.startsWith("overhead.") ? "overhead" : state);
    }
}
