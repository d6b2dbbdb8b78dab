// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a nanosecond went. A vCPU's time and a request's latency are both split by these causes; the parts always add up
 * to the whole.
 */
public enum Cause {
    USER(Kind.GUEST, "guest user mode"),
    KERNEL(Kind.GUEST, "guest kernel mode, at native speed"),

    PF_TRUE(Kind.EXIT, "a page fault that the guest itself must handle"),
    PF_HIDDEN(Kind.EXIT, "a page fault that only fills the shadow page table"),
    PTE_TRACE(Kind.EXIT, "a write to a traced page table"),
    CR_ACCESS(Kind.EXIT, "a control register was read or written"),
    INVLPG(Kind.EXIT, "a single-page TLB invalidation"),
    IO_KERNEL(Kind.EXIT, "device access served inside the hypervisor"),
    IO_USER(Kind.EXIT, "device access served by a user-space VMM"),
    APIC_EOI(Kind.EXIT, "end of interrupt at an emulated interrupt controller"),
    APIC_ICR(Kind.EXIT, "inter-processor interrupt through an emulated interrupt controller"),
    MSR(Kind.EXIT, "a model-specific register was read or written"),
    EXTERNAL_IRQ(Kind.EXIT, "a physical interrupt arrived while the guest ran"),
    IRQ_WINDOW(Kind.EXIT, "the guest became able to take a pending interrupt"),
    HLT(Kind.EXIT, "the guest halted the vCPU"),
    PAUSE(Kind.EXIT, "a pause loop was detected"),
    HYPERCALL(Kind.EXIT, "the guest called the hypervisor"),
    NESTED_FAULT(Kind.EXIT, "a second-level page table lacked a page"),
    NESTED_EXIT(Kind.EXIT, "a guest hypervisor serves an exit of its guest and traps to the host's"),
    COPY_ON_WRITE(Kind.EXIT, "a page was written to that the host keeps once for several"),
    DIRTY_TRACKING(Kind.EXIT, "a page was written to whose dirtying is tracked for a live migration"),

    TRANSLATION(Kind.MONITOR, "translated kernel code that runs longer than the original"),
    CALLOUT(Kind.MONITOR, "translated code or a paravirtual call enters the monitor without a hardware exit"),
    VMI_QUEUE(Kind.MONITOR, "queueing, applying and draining batched paravirtual updates"),
    POSTING(Kind.MONITOR, "the CPU delivers an interrupt to a vCPU by itself, through tables in memory"),
    PAGE_TABLE(Kind.MONITOR, "setting up and tearing down the shadow of a page-table page"),
    CALL_SITE(Kind.MONITOR, "paravirtual call sites that end in native code"),
    POLLUTION(Kind.MONITOR, "guest instructions that run slower after an exit"),
    DILATION(Kind.MONITOR, "user mode that runs slower in a VM: TLB walks and cache"),
    VCPU_SWITCH(Kind.MONITOR, "switching a pCPU from one vCPU to another"),
    SMT(Kind.MONITOR, "running slower because another thread of the core is busy"),
    REMOTE_MEMORY(Kind.MONITOR, "running slower because memory is on another socket"),
    CLOCK(Kind.MONITOR, "running slower because other cores of the socket are active, on hosts with turbo"),
    BOUNCE(Kind.MONITOR, "copying data through buffers that a confidential guest shares with the host"),

    READY(Kind.WAIT, "runnable, waiting for a pCPU because others run"),
    COSTOP(Kind.WAIT, "runnable, held back for sibling vCPUs"),
    CAPPED(Kind.WAIT, "runnable, held back by a limit"),
    SPIN(
            Kind.WAIT,
            "spinning on a lock or at a barrier, or for other vCPUs to flush their TLBs, call a function or stop"),
    IDLE_POLL(Kind.WAIT, "idle without giving up the pCPU: the guest polls for work or waits in MWAIT"),
    LOCK_WAIT(Kind.WAIT, "sleeping on a lock or at a barrier"),
    GUEST_QUEUE(Kind.WAIT, "waiting for a guest CPU while the guest runs something else"),
    BACK_END(Kind.WAIT, "with the host's back end of a device, waiting for its pCPU included"),
    DEVICE_QUEUE(Kind.WAIT, "waiting in a device's queue"),
    DEVICE_SERVICE(Kind.WAIT, "being served by a device"),
    PAGE_IN(Kind.WAIT, "waiting for the hypervisor to bring memory back"),
    MIGRATION(Kind.WAIT, "stopped or throttled by a live migration"),
    NETWORK(Kind.WAIT, "on the wire"),
    SLEEP(Kind.WAIT, "sleeping because the program says so");

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

    /** Those that are time that virtualization takes on the CPU. */
    public static final List<Cause> OVERHEADS =
            Stream.of(values()).filter(Cause::isOverhead).toList();

    /** Number of causes: the length of every array indexed by ordinal. */
    public static final int COUNT = values().length;

    private final Kind kind;
    private final String description;

    Cause(Kind kind, String description) {
        this.kind = kind;
        this.description = description;
    }

    public Kind kind() {
        return kind;
    }

    /** What happens, in the field's words, as part of a sentence. */
    public String description() {
        return description;
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
