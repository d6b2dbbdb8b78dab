// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.EmulatedDevice;
import io.hvsim.model.guest.GuestOs;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.technique.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Prices the program of a workload on one platform.
 *
 * @param disk how disk requests differ on an emulated disk, or null
 * @param network the same for the network card
 * @param rings whether a back end of the host serves paravirtual devices through rings, so that kicks depend on it
 * @param stream the randomness of user-mode work and sleeps
 * @param os the guest, whose locks the program takes
 */
record ProgramCompiler(
        ActionPricing pricing,
        EmulatedDevice disk,
        EmulatedDevice network,
        boolean rings,
        RandomStream stream,
        GuestOs os) {
    /** The price of a request whose notification is not part of it. */
    private static final EmulatedDevice WITHOUT_NOTIFICATION = new EmulatedDevice(0, 0);

    /** The instructions for one request of {@code workload}, ending with {@link Instruction.Kind#END}. */
    Instruction[] compile(Workload workload) {
        List<Instruction> program = new ArrayList<>();
        for (Step step : workload.program()) {
            compile(step, program);
        }
        if (workload.exchange() != null) {
            Workload.Exchange exchange = workload.exchange();
            ActionUse packets = ActionUse.of(KernelActions.PACKET_TX, exchange.responsePackets());
            request(packets, exchange.responseBytes(), network, program);
        }
        program.add(Instruction.of(Instruction.Kind.END));
        return program.toArray(Instruction[]::new);
    }

    /** What the kernel executes to receive a request of {@code workload}. */
    Burst receive(Workload workload) {
        return workload.exchange() == null
                ? Burst.EMPTY
                : pricing.transfer(
                        ActionUse.of(
                                KernelActions.PACKET_RX, workload.exchange().requestPackets()),
                        workload.exchange().requestBytes(),
                        null);
    }

    private void compile(Step step, List<Instruction> program) {
        if (step instanceof Step.Work work) {
            Sampler cycles = work.userCycles().bind(stream);
            program.add(Instruction.execute(
                    pricing.burst(work.actions()), () -> pricing.host().userNanos(cycles.next())));
        } else if (step instanceof Step.Locked locked) {
            Sampler cycles = locked.userCycles().bind(stream);
            Instruction section = Instruction.execute(
                    pricing.burst(locked.actions()), () -> pricing.host().userNanos(cycles.next()));
            program.add(
                    locked.sleeps()
                            ? Instruction.of(Instruction.Kind.LOCK_MUTEX, os.mutex(locked.lock()))
                            : Instruction.of(Instruction.Kind.LOCK, os.lock(locked.lock())));
            program.add(section);
            program.add(
                    locked.sleeps()
                            ? Instruction.of(Instruction.Kind.UNLOCK_MUTEX, os.mutex(locked.lock()))
                            : Instruction.of(Instruction.Kind.UNLOCK, os.lock(locked.lock())));
        } else if (step instanceof Step.Flush) {
            program.add(Instruction.of(Instruction.Kind.FLUSH));
        } else if (step instanceof Step.Disk access) {
            for (int i = 0; i < access.requests(); i++) {
                request(ActionUse.of(KernelActions.DISK_REQUEST, 1), access.bytes(), disk, program);
                program.add(Instruction.of(Instruction.Kind.DISK));
            }
        } else if (step instanceof Step.Send send) {
            ActionUse packets = ActionUse.of(KernelActions.PACKET_TX, send.packets());
            program.add(Instruction.execute(pricing.transfer(packets, send.bytes(), network), null));
            program.add(new Instruction(
                    Instruction.Kind.SEND, Burst.EMPTY, null, send.bytes(), send.packets(), null, null));
        } else if (step instanceof Step.Sleep sleep) {
            Sampler ns = sleep.ns().bind(stream);
            program.add(new Instruction(Instruction.Kind.SLEEP, Burst.EMPTY, ns, 0, 0, null, null));
        }
    }

    /** Submits to a device: with a ring, the notification is left out of the price and made only when it is needed. */
    private void request(ActionUse use, double bytes, EmulatedDevice emulated, List<Instruction> program) {
        boolean ring = rings && emulated == null;
        program.add(Instruction.execute(pricing.transfer(use, bytes, ring ? WITHOUT_NOTIFICATION : emulated), null));
        if (ring) {
            program.add(Instruction.kick(pricing.burst(Operation.NOTIFY)));
        }
    }
}
