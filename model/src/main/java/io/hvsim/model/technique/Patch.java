// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/** What is left of a paravirtual kernel's abstraction at the site of an operation when nothing takes the call. */
public enum Patch {
    /** The native instruction is patched in place: no cost. */
    INLINE,
    /** A call to the compiled-in native implementation stays. */
    CALL_SITE,
    /** The kernel never abstracted this operation. */
    NONE
}
