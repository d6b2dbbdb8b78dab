// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.technique.Cause;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the requests of a VM group need and may have too little of. */
public enum Resource {
    VCPUS("the vCPUs of the VM", EnumSet.of(Cause.GUEST_QUEUE)),
    PCPUS("the pCPUs of the host", EnumSet.of(Cause.READY)),
    CPU_LIMIT("the CPU limit of the VM", EnumSet.of(Cause.CAPPED)),
    DISK("the disk of the VM", EnumSet.of(Cause.DEVICE_QUEUE, Cause.DEVICE_SERVICE)),
    NETWORK("the network link of the VM", EnumSet.of(Cause.NETWORK)),
    BACK_END("the host's back end of the VM's devices", EnumSet.of(Cause.BACK_END)),
    LOCKS("locks in the guest", EnumSet.of(Cause.SPIN, Cause.LOCK_WAIT)),
    HOST_MEMORY("memory of the host", EnumSet.of(Cause.PAGE_IN)),
    SIBLING_VCPUS("pCPUs for all vCPUs of the VM at once (co-scheduling)", EnumSet.of(Cause.COSTOP)),
    LIVE_MIGRATION("the live migration", EnumSet.of(Cause.MIGRATION));

    private final String words;
    private final Set<Cause> causes;

    Resource(String words, Set<Cause> causes) {
        this.words = words;
        this.causes = causes;
    }

    /** As part of a sentence. */
    public String words() {
        return words;
    }

    /** What a request's time with it, or waiting for it, is booked under. */
    public Set<Cause> causes() {
        return causes;
    }

    /** As tables and files spell it: {@code cpu-limit}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
