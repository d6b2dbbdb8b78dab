// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.device.BackEnd;
import io.hvsim.model.device.BackEndModel;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.Task;
import io.hvsim.model.machine.Host;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;

/** The way of a VM's requests through the back end of its devices on the host. */
public final class HostSide {
    private final BackEnd backEnd;
    private final BackEndModel model;
    private final Host host;

    public HostSide(BackEnd backEnd, BackEndModel model, Host host) {
        this.backEnd = backEnd;
        this.model = model;
        this.host = host;
    }

    /** What a disk request takes, on either way. */
    Burst diskRequest() {
        return burst(model.diskRequestCycles());
    }

    /** What {@code packets} packets take. */
    Burst packets(double packets) {
        return burst(packets * model.packetCycles());
    }

    /** The guest puts a request into the ring; returns whether it must kick the back end. */
    boolean publish() {
        return backEnd.publish();
    }

    /** The back end works for a request that the guest has put into its ring. */
    void takeFromGuest(Task task, Burst work) {
        backEnd.handle(task, work, true);
    }

    /** The back end works for what comes from the real device. */
    void bringToGuest(Task task, Burst work) {
        backEnd.handle(task, work, false);
    }

    private Burst burst(double cycles) {
        Bill bill = new Bill();
        bill.add(Cause.KERNEL, cycles * host.cpu().trapScale());
        return Burst.of(bill, host, 0);
    }
}
