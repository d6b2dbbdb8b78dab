// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.machine.CacheRefill;
import io.hvsim.model.machine.Sharing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A virtual machine as the hypervisor keeps it. */
final class Vm {
    final List<Vcpu> vcpus = new ArrayList<>();
    final NumaMemory memory;
    /** pCPUs beside its memory as it was placed. */
    final BitSet near;
    /** How fast its vCPUs are on each socket, as their memory is near or far; near = 1. */
    final double[] memorySpeed;

    private final double memoryStalls;
    /** Null when its vCPUs lose the same to caches at each switch. */
    final CacheRefill refill;
    /** Index of the vCPU that a pause-loop exit boosted last. */
    int lastBoosted;

    Vm(NumaMemory memory, BitSet near, double memoryStalls, int sockets, CacheRefill refill) {
        this.memory = memory;
        this.near = near;
        this.memoryStalls = memoryStalls;
        this.memorySpeed = new double[sockets];
        this.refill = refill;
    }

    /** Its memory was placed or moved. */
    void placed(Sharing sharing) {
        for (int socket = 0; socket < memorySpeed.length; socket++) {
            memorySpeed[socket] = sharing.remoteSpeed(memoryStalls, memory.remote(socket));
        }
    }
}
