// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work on a thread of its own, which others wait for before they go on to what rests on it.
 *
 * @param <T> what comes of it
 */
public final class Background<T> {
    private final FutureTask<T> task;

    private Background(Supplier<T> work) {
        task = new FutureTask<>(work::get);
    }

    /** Begins {@code work}; the program may end before it does. */
    public static <T> Background<T> start(String name, Supplier<T> work) {
        Background<T> background = new Background<>(work);
        Thread thread = new Thread(background.task, name);
        thread.setDaemon(true);
        thread.start();
        return background;
    }

    /**
     * Begins {@code what}, which a command needs later on, so that the command finds it ready. Wait for its end before loading
     * the same classes: two threads that load them from different sides could wait for each other forever.
     *
     * @param what has no other effect than that it need not be done any more
     */
    public static Background<Void> preload(Runnable what) {
        return start("preloading", () -> {
            what.run();
            return null;
        });
    }

    /** What came of it, once all is done. What was thrown is thrown here, where it would have been on one thread. */
    public T await() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // what was begun is ended, as it is on one thread
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
