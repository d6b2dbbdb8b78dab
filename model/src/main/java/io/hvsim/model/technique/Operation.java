// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * A platform operation: something a guest kernel does that native hardware simply executes and a hypervisor may have to
 * intercept, translate or be told about. Guest kernel actions are counts of these; techniques put a price on each.
 */
public enum Operation {
    /** Entering and leaving the kernel for a system call. */
    KERNEL_ENTRY_EXIT(Patch.INLINE),
    /** Taking a fault and returning from it (IRET). */
    TRAP_RETURN(Patch.INLINE),
    /** Reading or changing the interrupt flag: CLI, STI, PUSHF, POPF. */
    IF_CHANGE(Patch.INLINE),
    /** A page-table entry written on its own, effective at once. */
    PTE_WRITE(Patch.CALL_SITE),
    /** A page-table entry written inside a batch, or in a table that no CPU has loaded yet. */
    PTE_WRITE_BATCHED(Patch.CALL_SITE),
    /** A page becomes a page table. */
    PT_PAGE_ALLOC(Patch.CALL_SITE),
    /** A page table becomes an ordinary page again. */
    PT_PAGE_RELEASE(Patch.CALL_SITE),
    /** Loading the page-table root: an address-space switch. */
    CR3_LOAD(Patch.CALL_SITE),
    /** Invalidating one page in the TLB. */
    INVLPG(Patch.CALL_SITE),
    /** Flushing the whole TLB. */
    TLB_FLUSH(Patch.CALL_SITE),
    /** Per-CPU descriptors and flags that a task switch changes: kernel stack, TLS, TS. */
    CPU_STATE(Patch.CALL_SITE),
    /** Programming a one-shot timer. */
    TIMER_SET(Patch.CALL_SITE),
    /** Reading a clock for the time of day. */
    CLOCK_READ(Patch.CALL_SITE),
    /** Sending an interrupt to another CPU. */
    IPI(Patch.CALL_SITE),
    /** An interrupt arrives at the CPU. */
    IRQ_TAKE(Patch.NONE),
    /** Telling the interrupt controller that the interrupt is served. */
    EOI(Patch.CALL_SITE),
    /** A register of an emulated device: port or memory-mapped. */
    DEVICE_REG(Patch.NONE),
    /** Telling a paravirtual back end that its ring has work. */
    NOTIFY(Patch.NONE),
    /** Halting the CPU until the next interrupt. */
    HLT(Patch.CALL_SITE),
    /** The vCPU is brought back from its halt: the hypervisor's way from the interrupt to the guest. */
    WAKE(Patch.NONE),
    /** Asking the hypervisor to wake a vCPU that has halted while waiting for a spinlock. */
    LOCK_KICK(Patch.CALL_SITE),
    /**
     * First access to a page that the guest's own table maps but the tables in use perhaps not yet. Under shadow paging
     * this is a hidden fault and a shadow fill; elsewhere it is an ordinary TLB miss and already in the native cycles.
     */
    PAGE_TOUCH(Patch.NONE),
    /**
     * First access to a page of the host that backs guest memory, where the hypervisor backs memory only then: an EPT
     * violation or nested page fault, or the same found out by a fault in the shadow.
     */
    HOST_FAULT(Patch.NONE);

    private final Patch patch;

    Operation(Patch patch) {
        this.patch = patch;
    }

    /** How a kernel built for paravirtualization reaches this operation when it runs natively. */
    public Patch patch() {
        return patch;
    }
}
