// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

import io.hvsim.model.technique.Charge;

/**
 * How the hypervisor learns which pages are dirty. With write protection the first write to each page faults, in each
 * round anew; with page-modification logging the CPU writes such pages to a log and exits when it is full.
 *
 * @param pagesPerExit pages that become dirty for each exit: 1 for write protection, 512 for a log; above 0
 * @param exit what an exit costs
 */
public record DirtyTracking(int pagesPerExit, Charge exit) {}
