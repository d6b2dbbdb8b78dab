// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.engine.Distribution;

/**
 * A disk or array: requests wait in order of arrival for one of {@code parallel} places and are then served.
 *
 * @param serviceNs service time in nanoseconds
 * @param parallel how many requests are served at once; at least 1
 * @param coalesces whether the hypervisor coalesces completion interrupts by commands in flight
 */
public record DiskModel(Distribution serviceNs, int parallel, boolean coalesces) {}
