// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Makes ready, on a thread of its own, what a command needs later on, so that the command finds it there. */
final class Preloading {
    private final FutureTask<Void> task;

    /** Starts. What {@code what} does must have no other effect than that it need not be done any more. */
    Preloading(Runnable what) {
        task = new FutureTask<>(what, null);
        Thread thread = new Thread(task, "preloading");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the end: two threads that load the same classes from different sides could wait for each other forever. What
     * was thrown is thrown here, where it would have been without.
     */
    void await() throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }
}
