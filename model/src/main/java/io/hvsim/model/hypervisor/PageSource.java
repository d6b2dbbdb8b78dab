// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.memory.PageAccesses.Missing;

/** Where the absent pages of a vCPU come from. */
interface PageSource {

    /** Brings the page that the vCPU waits for, and then calls {@link Vcpu#pagedIn()}. */
    void fetch(Missing missing);
}
