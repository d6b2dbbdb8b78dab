// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/** The program that a task runs. */
public interface TaskBody {

    /**
     * The task is on {@code cpu} and has nothing left to execute. Either starts the next execution, or takes the task off
     * the CPU (to a device, to sleep, back to its client).
     *
     * @return whether the task stays on the CPU
     */
    boolean proceed(Task task, GuestCpu cpu);

    /** A back end of the host is done with the task's request. */
    default void handled(Task task) {
        throw new IllegalStateException("this task has nothing at a back end");
    }

    /** The task's timer, armed by {@link Task#expireIn}, went off. */
    void expired(Task task);
}
