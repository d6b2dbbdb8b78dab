// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.Arrays;

/**
 * Which vCPU each pCPU is given to, for policies that decide about several pCPUs at once. The pCPUs follow at the same
 * simulated time, one after the other; a vCPU that moves begins on its new pCPU when the old one has let it go.
 */
final class Handover {
    private static final int NONE = -1;

    private final Dispatcher dispatcher;
    private final Contender[] given;
    private final Contender[] running;
    /** By vCPU: the pCPU given to it, and the one that runs it. */
    private int[] givenTo = new int[0];

    private int[] runsOn = new int[0];
    private boolean[] awake = new boolean[0];

    Handover(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
        this.given = new Contender[dispatcher.topology().pcpus()];
        this.running = new Contender[given.length];
    }

    void add(Contender vcpu) {
        int known = givenTo.length;
        if (vcpu.id() >= known) {
            int length = Math.max(16, 2 * vcpu.id());
            givenTo = Arrays.copyOf(givenTo, length);
            runsOn = Arrays.copyOf(runsOn, length);
            awake = Arrays.copyOf(awake, length);
            Arrays.fill(givenTo, known, length, NONE);
            Arrays.fill(runsOn, known, length, NONE);
        }
    }

    /** From now on {@code pcpu} is for {@code vcpu}, which no other pCPU is given to; or for none if it is null. */
    void give(int pcpu, Contender vcpu) {
        if (given[pcpu] != null && givenTo[given[pcpu].id()] == pcpu) {
            givenTo[given[pcpu].id()] = NONE;
        }
        given[pcpu] = vcpu;
        if (vcpu != null) {
            givenTo[vcpu.id()] = pcpu;
        }
        dispatcher.reschedule(pcpu);
    }

    /** The vCPU wants to run; the pCPU given to it, if any, chooses again. */
    void wakes(Contender vcpu) {
        awake[vcpu.id()] = true;
        if (givenTo[vcpu.id()] != NONE) {
            dispatcher.reschedule(givenTo[vcpu.id()]);
        }
    }

    /** The vCPU that runs on {@code pcpu} has halted; the pCPU stays given to it. */
    void halts(Contender vcpu, int pcpu) {
        awake[vcpu.id()] = false;
        runsOn[vcpu.id()] = NONE;
        running[pcpu] = null;
    }

    /** What {@code pcpu} runs from now on; null to stay idle. */
    Contender schedule(int pcpu) {
        Contender before = running[pcpu];
        Contender next = mayRun(given[pcpu], pcpu) ? given[pcpu] : null;
        if (next != before) {
            running[pcpu] = next;
            if (before != null) {
                runsOn[before.id()] = NONE;
                if (givenTo[before.id()] != NONE) {
                    dispatcher.reschedule(givenTo[before.id()]);
                }
            }
            if (next != null) {
                runsOn[next.id()] = pcpu;
            }
        }
        return next;
    }

    private boolean mayRun(Contender vcpu, int pcpu) {
        return vcpu != null && awake[vcpu.id()] && (runsOn[vcpu.id()] == NONE || runsOn[vcpu.id()] == pcpu);
    }
}
