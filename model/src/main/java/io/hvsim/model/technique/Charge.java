// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * One part of the price of a platform operation, beyond what the operation costs natively.
 *
 * @param cause the overhead it is booked under
 * @param count how often it happens per operation, 0 or more, may be fractional
 * @param cycles monitor and handler cycles each time, on a Netburst CPU, without the hardware exit
 */
public record Charge(Cause cause, double count, double cycles) {}
