// SPDX-License-Identifier: Apache-2.0
/** Memory of hosts and VMs: which pages are written and touched, how a VM's memory moves to another host, and how a host
 * takes memory back from its VMs. Sizes are in pages of {@link io.hvsim.model.memory.Page#BYTES}.
 */
package io.hvsim.model.memory;
