// SPDX-License-Identifier: Apache-2.0
/**
 * The mechanism that shares pCPUs among vCPUs, and a host as a whole. Start with {@link
 * io.hvsim.model.hypervisor.Hypervisor}.
 */
package io.hvsim.model.hypervisor;
