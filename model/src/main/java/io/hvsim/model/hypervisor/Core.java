// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.machine.Sharing;
import java.util.ArrayList;
import java.util.List;

/** A physical core: threads that slow each other down when more than one runs a vCPU. */
final class Core {
    private final Sharing sharing;
    final Socket socket;
    final RunMeter meter = new RunMeter();
    private final List<Pcpu> threads = new ArrayList<>();
    private int busy;

    Core(Sharing sharing, Socket socket) {
        this.sharing = sharing;
        this.socket = socket;
    }

    void add(Pcpu thread) {
        threads.add(thread);
    }

    /** One of its threads begins ({@code +1}) or ends ({@code -1}) running vCPUs. */
    void change(int by, long now) {
        meter.change(by, now);
        socket.meter.change(by, now);
        boolean wasActive = busy > 0;
        busy += by;
        if (wasActive != busy > 0) {
            socket.change(by);
        }
        setSpeeds();
    }

    /** Its vCPUs run as fast as they can from now on. */
    void setSpeeds() {
        for (int i = 0; i < threads.size(); i++) {
            setSpeed(threads.get(i));
        }
    }

    /** The vCPU on {@code thread} runs as fast as it can there from now on. */
    void setSpeed(Pcpu thread) {
        Vcpu vcpu = thread.current;
        if (vcpu != null) {
            vcpu.runAt(sharing.speed(busy), vcpu.vm.memorySpeed[thread.socket], socket.clockSpeed);
        }
    }
}
