// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.Sampler;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import java.util.ArrayDeque;
import java.util.Deque;

/** The disk that a host swaps to: reads of all VMs wait for it in order of arrival. */
final class SwapDisk {
    private final Sampler serviceNs;
    private final Deque<Place> free = new ArrayDeque<>();
    private final Deque<Runnable> queue = new ArrayDeque<>();

    SwapDisk(Simulation simulation, Sampler serviceNs, int parallel) {
        this.serviceNs = serviceNs;
        for (int i = 0; i < parallel; i++) {
            free.add(new Place(simulation));
        }
    }

    /** Reads a page, and then runs {@code done}. */
    void read(Runnable done) {
        if (free.isEmpty()) {
            queue.add(done);
        } else {
            free.pop().serve(done);
        }
    }

    /** One of the reads that the disk serves at a time. */
    private final class Place {
        private final Timer timer;
        private Runnable done;

        Place(Simulation simulation) {
            this.timer = simulation.timer(this::finish);
        }

        void serve(Runnable done) {
            this.done = done;
            timer.armIn(Math.round(serviceNs.next()));
        }

        private void finish() {
            Runnable finished = done;
            if (queue.isEmpty()) {
                free.push(this);
            } else {
                serve(queue.poll());
            }
            finished.run();
        }
    }
}
