// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Sampler;
import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.EmulatedDevice;
import io.hvsim.model.guest.KernelActions;
import java.util.ArrayList;
import java.util.List;

/**
 * Prices the program of a workload on one platform.
 *
 * @param disk how disk requests differ on an emulated disk, or null
 * @param network the same for the network card
 * @param stream the randomness of user-mode work and sleeps
 */
record ProgramCompiler(ActionPricing pricing, EmulatedDevice disk, EmulatedDevice network, RandomStream stream) {

    /** The instructions for one request of {@code workload}, ending with {@link Instruction.Kind#END}. */
    Instruction[] compile(Workload workload) {
        List<Instruction> program = new ArrayList<>();
        for (Step step : workload.program()) {
            compile(step, program);
        }
        if (workload.exchange() != null) {
            program.add(transmit(workload.exchange().responsePackets()));
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
        } else if (step instanceof Step.Disk access) {
            for (int i = 0; i < access.requests(); i++) {
                program.add(Instruction.execute(
                        pricing.burst(List.of(ActionUse.of(KernelActions.DISK_REQUEST, 1)), disk), null));
                program.add(Instruction.of(Instruction.Kind.DISK));
            }
        } else if (step instanceof Step.Send send) {
            program.add(transmit(send.packets()));
            program.add(new Instruction(Instruction.Kind.SEND, Burst.EMPTY, null, send.bytes(), send.packets()));
        } else if (step instanceof Step.Sleep sleep) {
            Sampler ns = sleep.ns().bind(stream);
            program.add(new Instruction(Instruction.Kind.SLEEP, Burst.EMPTY, ns, 0, 0));
        }
    }

    private Instruction transmit(double packets) {
        return Instruction.execute(
                pricing.burst(List.of(ActionUse.of(KernelActions.PACKET_TX, packets)), network), null);
    }
}
