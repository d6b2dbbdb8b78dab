// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

/** A way to run models. */
interface Engine {
    /** Runs {@code model} from its begin until no event is left. */
    void run(Model model);
}
