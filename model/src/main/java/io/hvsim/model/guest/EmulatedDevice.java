// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * How an emulated device differs from a paravirtual one: instead of one notification a request touches several device
 * registers, and its interrupt handler reads some.
 */
public record EmulatedDevice(double registersPerRequest, double registersPerInterrupt) {}
