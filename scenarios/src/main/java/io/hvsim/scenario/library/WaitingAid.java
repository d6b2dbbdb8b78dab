// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.schema.ChoiceType;

/** A part of a guest interface that changes how the vCPUs of a VM wait for each other. */
public enum WaitingAid {
    /** A vCPU that waits for a spinlock may halt, and another one kicks it. */
    PV_UNHALT,
    /** A TLB flush spares vCPUs without a pCPU, which flush when they run again. */
    PV_TLB_FLUSH,
    /** A vCPU that interrupts others and waits for them may offer its pCPU to one that has none. */
    PV_SCHED_YIELD,
    /** The guest can see which of its vCPUs have no pCPU. */
    STEAL_TIME;

    /** Its name among the features of a VM. */
    public String feature() {
        return ChoiceType.word(this);
    }
}
