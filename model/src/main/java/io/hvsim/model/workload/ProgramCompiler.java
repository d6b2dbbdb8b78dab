// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.device.NetworkModel;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.EmulatedDevice;
import io.hvsim.model.guest.GuestOs;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.SleepingLock;
import io.hvsim.model.technique.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Prices the program of a workload on one platform.
 *
 * @param disk how disk requests differ on an emulated disk, or null
 * @param network the same for the network card
 * @param link where packets go
 * @param hostSide the back end that serves paravirtual devices through rings, so that kicks depend on it; or null
 * @param stream the randomness of user-mode work and sleeps
 * @param os the guest, whose locks the program takes
 * @param parties how many tasks serve the load at once, which wait for each other at barriers
 */
record ProgramCompiler(
        ActionPricing pricing,
        EmulatedDevice disk,
        EmulatedDevice network,
        NetworkModel link,
        HostSide hostSide,
        RandomStream stream,
        GuestOs os,
        int parties) {
    /** The price of a request whose notification is not part of it. */
    private static final EmulatedDevice WITHOUT_NOTIFICATION = new EmulatedDevice(0, 0);

    /** The instructions for one request of {@code workload}, ending with {@link Instruction.Kind#END}. */
    Instruction[] compile(Workload workload) {
        List<Instruction> program = new ArrayList<>();
        for (Step step : workload.program()) {
            compile(step, program);
        }
        if (workload.exchange() != null) {
            ActionUse packets = ActionUse.of(KernelActions.PACKET_TX, responsePackets(workload));
            request(packets, workload.exchange().responseBytes(), network, program);
        }
        program.add(Instruction.of(Instruction.Kind.END));
        return program.toArray(Instruction[]::new);
    }

    /** What the kernel executes to receive a request of {@code workload}. */
    Burst receive(Workload workload) {
        return workload.exchange() == null
                ? Burst.EMPTY
                : pricing.transfer(
                        ActionUse.of(KernelActions.PACKET_RX, requestPackets(workload)),
                        workload.exchange().requestBytes(),
                        null);
    }

    /** Packets of a request of {@code workload} that the guest handles; 0 without a network. */
    double requestPackets(Workload workload) {
        Workload.Exchange exchange = workload.exchange();
        return exchange == null ? 0 : link.handledPackets(exchange.requestBytes(), exchange.requestPackets());
    }

    /** The same of a response. */
    double responsePackets(Workload workload) {
        Workload.Exchange exchange = workload.exchange();
        return exchange == null ? 0 : link.handledPackets(exchange.responseBytes(), exchange.responsePackets());
    }

    private void compile(Step step, List<Instruction> program) {
        if (step instanceof Step.Work work) {
            Sampler cycles = work.userCycles().bind(stream);
            program.add(Instruction.execute(
                    pricing.burst(work.actions()), () -> pricing.host().userNanos(cycles.next())));
        } else if (step instanceof Step.Demand demand) {
            program.add(Instruction.demand(pricing.burst(demand.actions())));
        } else if (step instanceof Step.Locked locked) {
            boolean spins = locked.kind().spins();
            program.add(
                    spins
                            ? Instruction.of(
                                    locked.kind() == LockKind.SPIN
                                            ? Instruction.Kind.LOCK
                                            : Instruction.Kind.LOCK_IRQSAVE,
                                    os.lock(locked.lock()))
                            : Instruction.waitFor(sleepingLock(locked)));
            for (Step inner : locked.steps()) {
                compile(inner, program);
            }
            program.add(
                    spins
                            ? Instruction.of(Instruction.Kind.UNLOCK, os.lock(locked.lock()))
                            : Instruction.release(sleepingLock(locked)));
        } else if (step instanceof Step.Flush) {
            program.add(Instruction.of(Instruction.Kind.FLUSH));
        } else if (step instanceof Step.CallFunction) {
            program.add(Instruction.of(Instruction.Kind.CALL));
        } else if (step instanceof Step.StopMachine stop) {
            program.add(Instruction.waitFor(os.stopMachineMutex()));
            program.add(Instruction.of(Instruction.Kind.STOP));
            compile(stop.work(), program);
            program.add(Instruction.of(Instruction.Kind.RESUME));
            program.add(Instruction.release(os.stopMachineMutex()));
        } else if (step instanceof Step.Barrier barrier) {
            program.add(Instruction.waitFor(os.barrier(parties, barrier.spinNs())));
        } else if (step instanceof Step.Disk access) {
            for (int i = 0; i < access.requests(); i++) {
                request(ActionUse.of(KernelActions.DISK_REQUEST, 1), access.bytes(), disk, program);
                program.add(Instruction.disk(access.write(), access.bytes()));
            }
        } else if (step instanceof Step.Send send) {
            double packets = link.handledPackets(send.bytes(), send.packets());
            request(ActionUse.of(KernelActions.PACKET_TX, packets), send.bytes(), network, program);
            Burst atHost = hostSide == null ? Burst.EMPTY : hostSide.packets(packets);
            program.add(Instruction.send(atHost, send.bytes(), send.packets()));
        } else if (step instanceof Step.Sleep sleep) {
            Sampler ns = sleep.ns().bind(stream);
            program.add(new Instruction(Instruction.Kind.SLEEP, Burst.EMPTY, ns, 0, 0, null, null, null));
        }
    }

    private SleepingLock sleepingLock(Step.Locked locked) {
        return switch (locked.kind()) {
            case READ -> os.toRead(locked.lock());
            case WRITE -> os.toWrite(locked.lock());
            case FUTEX -> os.futex(locked.lock());
            default -> os.mutex(locked.lock());
        };
    }

    /** Submits to a device: with a ring, the notification is left out of the price and made only when it is needed. */
    private void request(ActionUse use, double bytes, EmulatedDevice emulated, List<Instruction> program) {
        boolean ring = hostSide != null && emulated == null;
        program.add(Instruction.execute(pricing.transfer(use, bytes, ring ? WITHOUT_NOTIFICATION : emulated), null));
        if (ring) {
            program.add(Instruction.kick(pricing.burst(Operation.NOTIFY)));
        }
    }
}
