// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

/** The command line asks for something that is not there; the message says what is. */
final class WrongInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongInputException(String message) {
        super(message);
    }
}
