// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.GuestCpu;
import io.hvsim.model.guest.GuestOs;
import io.hvsim.model.guest.Task;
import io.hvsim.model.guest.TaskBody;
import io.hvsim.model.technique.Cause;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The host's side of a paravirtual device: a thread (vhost, a driver domain, the VMM's I/O thread) that moves requests
 * between the guest's ring and the real device. It needs a pCPU like any vCPU and is scheduled like one, so a busy host
 * delays it. It serves one request after the other, and looks for more before it sleeps: the guest kicks it only when it
 * sleeps.
 *
 * <p>The time a request spends here, waiting for the thread and its pCPU included, is booked as {@link Cause#BACK_END}.
 */
public final class BackEnd {
    private final Simulation simulation;
    private final GuestOs thread;
    private final Deque<Job> free = new ArrayDeque<>();
    private final NotificationRing ring;
    private int inHand;

    /** @param thread one CPU with a kernel that takes no time, run as a vCPU of the host */
    public BackEnd(Simulation simulation, GuestOs thread, NotificationSuppression suppression) {
        this.simulation = simulation;
        this.ring = suppression == NotificationSuppression.FLAG ? new FlagRing() : new EventIndexRing();
        this.thread = thread;
    }

    /** The guest puts a request into the ring; returns whether it must kick: the thread sleeps and does not look. */
    public boolean publish() {
        return ring.produce(1);
    }

    /**
     * Takes {@code request}, works {@code burst} for it, and then calls {@link TaskBody#handled}.
     *
     * @param fromRing whether it was in the ring that the guest fills; else it comes from the real device
     */
    public void handle(Task request, Burst burst, boolean fromRing) {
        Job job = free.isEmpty() ? new Job() : free.pop();
        job.take(request, burst, fromRing);
        inHand++;
        thread.arrive(job.task);
    }

    /** One request in the back end's hands. */
    private final class Job implements TaskBody {
        private final Task task = new Task(simulation, this);
        private Task request;
        private Burst burst;
        private boolean fromRing;

        void take(Task request, Burst burst, boolean fromRing) {
            this.fromRing = fromRing;
            this.request = request;
            this.burst = burst;
            request.startWaiting();
            task.arrive();
        }

        @Override
        public boolean proceed(Task task, GuestCpu cpu) {
            if (fromRing) {
                ring.look();
            }
            if (burst != null) {
                task.execution.start(burst, 0);
                burst = null;
                return true;
            }
            free.push(this);
            if (--inHand == 0) {
                ring.sleep();
            }
            request.waitedFor(Cause.BACK_END);
            request.body().handled(request);
            return false;
        }

        @Override
        public void expired(Task task) {
            throw new IllegalStateException("a back end's job has no timer");
        }
    }
}
