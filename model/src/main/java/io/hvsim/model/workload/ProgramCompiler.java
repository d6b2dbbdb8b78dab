// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.EmulatedDevice;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.SpinLock;
import io.hvsim.model.technique.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Prices the program of a workload on one platform.
 *
 * @param disk how disk requests differ on an emulated disk, or null
 * @param network the same for the network card
 * @param rings whether a back end of the host serves paravirtual devices through rings, so that kicks depend on it
 * @param stream the randomness of user-mode work and sleeps
 * @param locks the spinlocks of the guest by name
 */
record ProgramCompiler(
        ActionPricing pricing,
        EmulatedDevice disk,
        EmulatedDevice network,
        boolean rings,
        RandomStream stream,
        Function<String, SpinLock> locks) {
    /** The price of a request whose notification is not part of it. */
    private static final EmulatedDevice WITHOUT_NOTIFICATION = new EmulatedDevice(0, 0);

    /** The instructions for one request of {@code workload}, ending with {@link Instruction.Kind#END}. */
    Instruction[] compile(Workload workload) {
        List<Instruction> program = new ArrayList<>();
        for (Step step : workload.program()) {
            compile(step, program);
        }
        if (workload.exchange() != null) {
            transmit(workload.exchange().responsePackets(), program);
        }
        program.add(Instruction.of(Instruction.Kind.END));
        return program.toArray(Instruction[]::new);
    }

    /** What the kernel executes to receive a request of {@code workload}. */
    Burst receive(Workload workload) {
        return workload.exchange() == null
                ? Burst.EMPTY
                : pricing.burst(List.of(ActionUse.of(
                        KernelActions.PACKET_RX, workload.exchange().requestPackets())));
    }

    private void compile(Step step, List<Instruction> program) {
        if (step instanceof Step.Work work) {
            Sampler cycles = work.userCycles().bind(stream);
            program.add(Instruction.execute(
                    pricing.burst(work.actions()), () -> pricing.host().userNanos(cycles.next())));
        } else if (step instanceof Step.Locked locked) {
            SpinLock lock = locks.apply(locked.lock());
            program.add(Instruction.of(Instruction.Kind.LOCK, lock));
            Sampler cycles = locked.userCycles().bind(stream);
            program.add(Instruction.execute(
                    pricing.burst(locked.actions()), () -> pricing.host().userNanos(cycles.next())));
            program.add(Instruction.of(Instruction.Kind.UNLOCK, lock));
        } else if (step instanceof Step.Disk access) {
            for (int i = 0; i < access.requests(); i++) {
                request(KernelActions.DISK_REQUEST, 1, disk, program);
                program.add(Instruction.of(Instruction.Kind.DISK));
            }
        } else if (step instanceof Step.Send send) {
            program.add(Instruction.execute(pricing.burst(packets(send.packets()), network), null));
            program.add(new Instruction(Instruction.Kind.SEND, Burst.EMPTY, null, send.bytes(), send.packets(), null));
        } else if (step instanceof Step.Sleep sleep) {
            Sampler ns = sleep.ns().bind(stream);
            program.add(new Instruction(Instruction.Kind.SLEEP, Burst.EMPTY, ns, 0, 0, null));
        }
    }

    private void transmit(double packets, List<Instruction> program) {
        request(KernelActions.PACKET_TX, packets, network, program);
    }

    /** Submits to a device: with a ring, the notification is left out of the price and made only when it is needed. */
    private void request(String action, double count, EmulatedDevice emulated, List<Instruction> program) {
        boolean ring = rings && emulated == null;
        program.add(Instruction.execute(
                pricing.burst(List.of(ActionUse.of(action, count)), ring ? WITHOUT_NOTIFICATION : emulated), null));
        if (ring) {
            program.add(Instruction.kick(pricing.burst(Operation.NOTIFY)));
        }
    }

    private static List<ActionUse> packets(double count) {
        return List.of(ActionUse.of(KernelActions.PACKET_TX, count));
    }
}
