// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.Timer;

/** A physical CPU: which vCPU it runs, and until when it may. */
final class Pcpu {
    final int index;
    final int socket;
    final Core core;
    Vcpu current;
    Vcpu last;
    Timer slice;

    Pcpu(int index, int socket, Core core) {
        this.index = index;
        this.socket = socket;
        this.core = core;
    }
}
