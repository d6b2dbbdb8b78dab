// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import java.util.ArrayList;
import java.util.List;

/** A virtual machine as the hypervisor keeps it. */
final class Vm {
    final List<Vcpu> vcpus = new ArrayList<>();
    /** The socket whose memory it has. */
    final int home;
    /** Share of a vCPU's time that goes into waiting for memory when that is near. */
    final double memoryStalls;
    /** Index of the vCPU that a pause-loop exit boosted last. */
    int lastBoosted;

    Vm(int home, double memoryStalls) {
        this.home = home;
        this.memoryStalls = memoryStalls;
    }
}
