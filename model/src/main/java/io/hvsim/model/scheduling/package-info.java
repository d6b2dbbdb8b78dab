// SPDX-License-Identifier: Apache-2.0
/** Policies that decide which vCPU runs where: one final class each, behind {@link VcpuScheduler}. */
package io.hvsim.model.scheduling;
