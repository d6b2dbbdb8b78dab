// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * A virtualization technique: one choice for each part of the machine that must be shared. The figures that the choices
 * cost stand in {@link PlatformCosts}; they belong to a hypervisor.
 */
public record Technique(
        String name,
        CpuChoice cpu,
        MmuChoice mmu,
        InterruptChoice interrupts,
        TimerChoice timer,
        DeviceChoice devices) {

    /** How privileged code of the guest is run. */
    public enum CpuChoice {
        /** Directly on the hardware. */
        NATIVE,
        /** Kernel code is rewritten on the fly; user code runs directly. */
        BINARY_TRANSLATION,
        /** A guest mode of the CPU, left by VM exits. */
        HARDWARE_ASSIST,
        /** The guest kernel calls the hypervisor. */
        PARAVIRTUAL
    }

    /** How guest page tables become real ones. */
    public enum MmuChoice {
        /** They are the real ones. */
        NATIVE,
        /** The hypervisor keeps a shadow of each and must hear of every change. */
        SHADOW,
        /** The CPU walks the guest's and the hypervisor's tables. */
        NESTED,
        /** The CPU walks a shadow of the upper levels, and below them the guest's tables and the hypervisor's. */
        AGILE,
        /** The guest's tables are used as they are, and changed only through the hypervisor. */
        DIRECT
    }

    /** How interrupts reach the guest. */
    public enum InterruptChoice {
        NATIVE,
        EMULATED,
        PARAVIRTUAL
    }

    /** How the guest tells time. Only {@link #EMULATED} timers deliver every tick that a descheduled vCPU missed. */
    public enum TimerChoice {
        NATIVE,
        EMULATED,
        PARAVIRTUAL
    }

    /** How the guest reaches its devices by default. */
    public enum DeviceChoice {
        NATIVE,
        EMULATED,
        PARAVIRTUAL
    }
}
