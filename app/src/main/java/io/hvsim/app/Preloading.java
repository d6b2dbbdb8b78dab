// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

/** Makes ready, on a thread of its own, what a command needs later on, so that the command finds it there. */
final class Preloading {
    private final Thread thread;

    /** Starts. What {@code what} does must have no other effect than that it need not be done any more. */
    Preloading(Runnable what) {
        thread = new Thread(what, "preloading");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the end: two threads that load the same classes from different sides could wait for each other forever. */
    void await() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
