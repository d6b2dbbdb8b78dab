// SPDX-License-Identifier: Apache-2.0
/**
 * The guest: its kernel's actions (the second level of the cost model), its CPUs, run queues and interrupts. Start with
 * {@link io.hvsim.model.guest.GuestCpu}.
 */
package io.hvsim.model.guest;
