// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

/** The interrupt controller that a guest drives, and by which kind of access. */
public enum InterruptController {
    /** Two 8259 PICs, by I/O ports: masked, acknowledged and ended one access at a time. For one CPU only. */
    PIC,
    /** A local APIC for each CPU, by memory accesses, which a hypervisor may have to decode. */
    XAPIC,
    /** A local APIC for each CPU, by model-specific registers. */
    X2APIC
}
