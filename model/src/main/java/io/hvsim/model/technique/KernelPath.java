// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/** What kind of kernel code an action runs; binary translation slows each kind by its own factor. */
public enum KernelPath {
    /** Mostly moving data. */
    DATA,
    /** Ordinary kernel code. */
    PLAIN,
    /** Rich in indirect calls and returns: poll, signals, the network stack. */
    INDIRECT
}
