// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

/** A trace cannot be imported; the message says why, and what to do. */
public final class ImportException extends Exception {
    private static final long serialVersionUID = 1;

    ImportException(String message) {
        super(message);
    }
}
