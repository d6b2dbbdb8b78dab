// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import java.util.Locale;

/**
 * Where a nanosecond went. A vCPU's time and a request's latency are both split by these causes; the parts always add up
 * to the whole.
 */
public enum Cause {
    /** Guest user mode. */
    USER(Kind.GUEST),
    /** Guest kernel mode, at native speed. */
    KERNEL(Kind.GUEST),

    /** A page fault that the guest itself must handle. */
    PF_TRUE(Kind.EXIT),
    /** A page fault that only fills the shadow page table. */
    PF_HIDDEN(Kind.EXIT),
    /** A write to a traced page table. */
    PTE_TRACE(Kind.EXIT),
    /** A control register was read or written. */
    CR_ACCESS(Kind.EXIT),
    /** A single-page TLB invalidation. */
    INVLPG(Kind.EXIT),
    /** Device access served inside the hypervisor. */
    IO_KERNEL(Kind.EXIT),
    /** Device access served by a user-space VMM. */
    IO_USER(Kind.EXIT),
    /** End of interrupt at an emulated interrupt controller. */
    APIC_EOI(Kind.EXIT),
    /** Inter-processor interrupt through an emulated interrupt controller. */
    APIC_ICR(Kind.EXIT),
    /** A model-specific register was read or written. */
    MSR(Kind.EXIT),
    /** A physical interrupt arrived while the guest ran. */
    EXTERNAL_IRQ(Kind.EXIT),
    /** The guest became able to take a pending interrupt. */
    IRQ_WINDOW(Kind.EXIT),
    /** The guest halted the vCPU. */
    HLT(Kind.EXIT),
    /** A pause loop was detected. */
    PAUSE(Kind.EXIT),
    /** The guest called the hypervisor. */
    HYPERCALL(Kind.EXIT),
    /** A second-level page table lacked a page. */
    NESTED_FAULT(Kind.EXIT),

    /** Translated kernel code that runs longer than the original. */
    TRANSLATION(Kind.MONITOR),
    /** Translated code or a paravirtual call enters the monitor without a hardware exit. */
    CALLOUT(Kind.MONITOR),
    /** Queueing, applying and draining batched paravirtual updates. */
    VMI_QUEUE(Kind.MONITOR),
    /** Setting up and tearing down the shadow of a page-table page. */
    PAGE_TABLE(Kind.MONITOR),
    /** Paravirtual call sites that end in native code. */
    CALL_SITE(Kind.MONITOR),
    /** Guest instructions that run slower after an exit. */
    POLLUTION(Kind.MONITOR),
    /** User mode that runs slower in a VM: TLB walks and cache. */
    DILATION(Kind.MONITOR),
    /** Switching a pCPU from one vCPU to another. */
    VCPU_SWITCH(Kind.MONITOR),

    /** Runnable, waiting for a pCPU because others run. */
    READY(Kind.WAIT),
    /** Runnable, held back for sibling vCPUs. */
    COSTOP(Kind.WAIT),
    /** Runnable, held back by a limit. */
    CAPPED(Kind.WAIT),
    /** Spinning on a lock. */
    SPIN(Kind.WAIT),
    /** Sleeping on a lock. */
    LOCK_WAIT(Kind.WAIT),
    /** Waiting for a guest CPU while the guest runs something else. */
    GUEST_QUEUE(Kind.WAIT),
    /** Waiting in a device's queue. */
    DEVICE_QUEUE(Kind.WAIT),
    /** Being served by a device. */
    DEVICE_SERVICE(Kind.WAIT),
    /** Waiting for the hypervisor to bring memory back. */
    PAGE_IN(Kind.WAIT),
    /** On the wire. */
    NETWORK(Kind.WAIT),
    /** Sleeping because the program says so. */
    SLEEP(Kind.WAIT);

    /** What sort of cause it is. */
    public enum Kind {
        /** The guest's own work. */
        GUEST,
        /** Overhead of virtualization, under the name of a VM exit (which it is under hardware assist). */
        EXIT,
        /** Overhead of virtualization that is never an exit. */
        MONITOR,
        /** Time in which nothing of the request runs. */
        WAIT
    }

    /** Number of causes: the length of every array indexed by ordinal. */
    public static final int COUNT = values().length;

    private final Kind kind;

    Cause(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether this is time that virtualization takes on the CPU. */
    public boolean isOverhead() {
        return kind == Kind.EXIT || kind == Kind.MONITOR;
    }

    /** The name as metrics and files spell it: {@code pf-hidden}; overheads are prefixed in blame metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name within {@code blame.<percentile>.}: {@code user}, {@code ready}, {@code overhead.pf-hidden}. */
    public String blameLabel() {
        return isOverhead() ? "overhead." + label() : label();
    }
}
