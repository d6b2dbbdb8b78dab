// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A piece of code with a thread of its own that runs in turns with its caller: {@link #resume} lets it run until it calls
 * {@link #suspend} or ends. Exactly one of the two runs at any time, and each hand-over makes all that one has written
 * visible to the other.
 */
final class Coroutine {
    private final ExecutorService threads;
    private final String name;
    private final Runnable body;
    private final Semaphore turnInside = new Semaphore(0);
    private final Semaphore turnOutside = new Semaphore(0);
    private boolean started;
    private boolean ended;
    private boolean closing;
    private @Nullable Throwable failure;

    Coroutine(ExecutorService threads, String name, Runnable body) {
        this.threads = threads;
        this.name = name;
        this.body = body;
    }

    /** Virtual threads where the JDK has them (final since 21), else daemon threads that are used again. */
    static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool(Coroutine::daemon);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    boolean isStarted() {
        return started;
    }

    boolean isEnded() {
        return ended;
    }

    /** What the code threw at its end, if it did. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Called outside: lets the code run, from its start or from where it is suspended. It must not have ended. */
    void resume() {
        if (started) {
            turnInside.release();
        } else {
            started = true;
            threads.execute(this::runBody);
        }
        turnOutside.acquireUninterruptibly();
    }

    /** Called inside: lets the caller of {@link #resume} go on. */
    void suspend() {
        if (!closing) {
            turnOutside.release();
            turnInside.acquireUninterruptibly();
        }
        if (closing) {
            throw Unwinding.INSTANCE;
        }
    }

    /** Called outside: ends the code where it is suspended, as if {@link #suspend} had failed. */
    void close() {
        closing = true;
        resume();
    }

    private void runBody() {
        try {
            Thread.currentThread().setName(name);
            body.run();
        } catch (Unwinding e) {
            // the end that close() asked for
        } catch (Throwable e) {
            failure = e;
        } finally {
            ended = true;
            turnOutside.release();
        }
    }

    private static final class Unwinding extends Error {
        private static final long serialVersionUID = 1;
        private static final Unwinding INSTANCE = new Unwinding();

        private Unwinding() {
            super("the process was closed", null, false, false);
        }
    }
}
