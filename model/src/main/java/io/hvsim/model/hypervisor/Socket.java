// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.machine.Turbo;
import java.util.ArrayList;
import java.util.List;

/** A socket: cores with one clock, which depends on how many of them are active. */
final class Socket {
    private final Turbo turbo;
    private final List<Core> cores = new ArrayList<>();
    final RunMeter meter = new RunMeter();
    private int active;
    /** The clock as a share of that of one active core alone. */
    double clockSpeed = 1;

    Socket(Turbo turbo) {
        this.turbo = turbo;
    }

    void add(Core core) {
        cores.add(core);
    }

    /** One of its cores begins ({@code +1}) or ends ({@code -1}) running vCPUs. */
    void change(int by) {
        active += by;
        double speed = turbo.speed(active);
        if (speed != clockSpeed) {
            clockSpeed = speed;
            for (int i = 0; i < cores.size(); i++) {
                cores.get(i).setSpeeds();
            }
        }
    }
}
