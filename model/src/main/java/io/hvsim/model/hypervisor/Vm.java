// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.machine.CacheRefill;
import java.util.ArrayList;
import java.util.List;

/** A virtual machine as the hypervisor keeps it. */
final class Vm {
    final List<Vcpu> vcpus = new ArrayList<>();
    /** How fast its vCPUs are on each socket, as their memory is near or far; near = 1. */
    final double[] memorySpeed;
    /** Null when its vCPUs lose the same to caches at each switch. */
    final CacheRefill refill;
    /** Index of the vCPU that a pause-loop exit boosted last. */
    int lastBoosted;

    Vm(double[] memorySpeed, CacheRefill refill) {
        this.memorySpeed = memorySpeed;
        this.refill = refill;
    }
}
