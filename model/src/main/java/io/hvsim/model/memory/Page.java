// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/** The unit in which memory is tracked, sent, shared and paged. */
public final class Page {
    /** Size of a page in bytes. */
    public static final long BYTES = 4096;

    private Page() {}

    /** Whole pages that {@code bytes} take. */
    public static long count(long bytes) {
        return (bytes + BYTES - 1) / BYTES;
    }
}
