// SPDX-License-Identifier: Apache-2.0
/** Disks and networks, and where requests wait for them. */
package io.hvsim.model.device;
