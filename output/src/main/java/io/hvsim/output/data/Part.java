// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import java.util.Map;

/**
 * A part of CPU time or of latency as readers are shown it: exit reasons are gathered into families. In stacks the parts
 * stand in this order, from work to waiting.
 */
public enum Part {
    USER("user", "user-mode work"),
    KERNEL("guest kernel", "guest kernel work"),
    PAGING("page faults & shadow paging", "page faults and shadow paging"),
    TRANSLATION("translation & calls", "translation and calls into the hypervisor"),
    INTERRUPTS("interrupts & timers", "interrupts, timers and halts"),
    IO("device I/O", "exits and copies for device access"),
    WALKS("page walks & caches", "longer page walks and colder caches in user mode"),
    NESTED("guest hypervisor", "a guest hypervisor and its own exits"),
    OTHER(
            "other overhead",
            "other virtualization overhead (vCPU switches, and cold caches after them and after exits)"),
    SHARING("shared hardware", "shared cores and remote memory"),
    LOCKS("locks", "spinning on and waiting for locks"),
    READY("ready", "ready time (waiting for a physical CPU)"),
    COSTOP("co-stop", "co-stop (waiting for sibling vCPUs)"),
    CAPPED("capped", "the CPU limit"),
    GUEST_QUEUE("guest run queue", "the guest's run queue"),
    BACK_END("device back end", "the devices' back end on the host"),
    DEVICE_QUEUE("device queue", "device queues"),
    DEVICE("device service", "device service"),
    PAGE_IN("page-in", "paging in swapped memory"),
    NETWORK("network", "the network"),
    SLEEP("sleep", "sleeping"),
    UNNAMED("other", "other causes"),
    IDLE("idle", "idle time");

    private static final Map<String, Part> BY_CAUSE = Map.ofEntries(
            Map.entry("user", USER),
            Map.entry("kernel", KERNEL),
            Map.entry("ready", READY),
            Map.entry("costop", COSTOP),
            Map.entry("capped", CAPPED),
            Map.entry("spin", LOCKS),
            Map.entry("lock-wait", LOCKS),
            Map.entry("guest-queue", GUEST_QUEUE),
            Map.entry("back-end", BACK_END),
            Map.entry("device-queue", DEVICE_QUEUE),
            Map.entry("device-service", DEVICE),
            Map.entry("page-in", PAGE_IN),
            Map.entry("network", NETWORK),
            Map.entry("sleep", SLEEP),
            Map.entry("idle", IDLE));

    private static final Map<String, Part> BY_REASON = Map.ofEntries(
            Map.entry("pf-true", PAGING),
            Map.entry("pf-hidden", PAGING),
            Map.entry("pte-trace", PAGING),
            Map.entry("cr-access", PAGING),
            Map.entry("invlpg", PAGING),
            Map.entry("nested-fault", PAGING),
            Map.entry("page-table", PAGING),
            Map.entry("dilation", WALKS),
            Map.entry("translation", TRANSLATION),
            Map.entry("callout", TRANSLATION),
            Map.entry("hypercall", TRANSLATION),
            Map.entry("vmi-queue", TRANSLATION),
            Map.entry("call-site", TRANSLATION),
            Map.entry("apic-eoi", INTERRUPTS),
            Map.entry("apic-icr", INTERRUPTS),
            Map.entry("msr", INTERRUPTS),
            Map.entry("external-irq", INTERRUPTS),
            Map.entry("irq-window", INTERRUPTS),
            Map.entry("hlt", INTERRUPTS),
            Map.entry("pause", INTERRUPTS),
            Map.entry("smt", SHARING),
            Map.entry("remote-memory", SHARING),
            Map.entry("io-kernel", IO),
            Map.entry("io-user", IO),
            Map.entry("bounce", IO),
            Map.entry("nested-exit", NESTED));

    private static final String OVERHEAD = "overhead.";

    private final String label;
    private final String phrase;

    Part(String label, String phrase) {
        this.label = label;
        this.phrase = phrase;
    }

    /** As legends name it. */
    public String label() {
        return label;
    }

    /** As sentences name it. */
    public String phrase() {
        return phrase;
    }

    /**
     * The part that {@code cause} belongs to: a cause of {@code blame.<percentile>.<cause>} or of {@code cpu.<cause>}.
     * Overhead of an unknown reason is {@link #OTHER}, any other unknown cause {@link #UNNAMED}.
     */
    public static Part of(String cause) {
        if (cause.startsWith(OVERHEAD)) {
            return BY_REASON.getOrDefault(cause.substring(OVERHEAD.length()), OTHER);
        }
        return cause.equals("overhead") ? OTHER : BY_CAUSE.getOrDefault(cause, UNNAMED);
    }
}
