// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import java.util.Set;

/**
 * The call table of one booted kernel image: how each platform operation is reached on the platform it found itself on.
 * The image is the same everywhere; only this table differs. A call that the platform does not take falls back to the
 * native instruction, which a hypervisor below then traps or translates like that of any other kernel.
 *
 * <p>Source: Virtual Machine Interface specification 2.0 (2006), relocation of call sites; Linux
 * {@code include/asm-x86/vmi.h}.
 */
public final class CallTable {
    /** What a call site has become. */
    public enum Resolution {
        /** The native instruction, in place. */
        NATIVE,
        /** A call to the native implementation that the kernel brings along. */
        NATIVE_CALL,
        /** A call into the hypervisor's interface. */
        CALL
    }

    private final boolean abstracted;
    private final Set<Operation> taken;

    private CallTable(boolean abstracted, Set<Operation> taken) {
        this.abstracted = abstracted;
        this.taken = taken;
    }

    /** The table of a kernel that was built without any abstraction: every operation is the native instruction. */
    public static CallTable ofPlainKernel() {
        return new CallTable(false, Set.of());
    }

    /** The table of a paravirtual kernel on a platform that takes the calls in {@code taken}, empty on bare metal. */
    public static CallTable ofParavirtKernel(Set<Operation> taken) {
        return new CallTable(true, Set.copyOf(taken));
    }

    public Resolution resolve(Operation operation) {
        if (!abstracted || operation.patch() == Patch.NONE) {
            return Resolution.NATIVE;
        }
        if (taken.contains(operation)) {
            return Resolution.CALL;
        }
        return operation.patch() == Patch.CALL_SITE ? Resolution.NATIVE_CALL : Resolution.NATIVE;
    }
}
