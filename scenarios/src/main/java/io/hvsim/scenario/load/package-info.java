// SPDX-License-Identifier: Apache-2.0
/**
 * How work comes to VMs.
 */
package io.hvsim.scenario.load;
