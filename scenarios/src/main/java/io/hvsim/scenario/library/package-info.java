// SPDX-License-Identifier: Apache-2.0
/**
 * The library: definitions of hosts, hypervisors, guests, workloads and the rest, found by name. Start with {@link
 * io.hvsim.scenario.library.Library}.
 */
package io.hvsim.scenario.library;
