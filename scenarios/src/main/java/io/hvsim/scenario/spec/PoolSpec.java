// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A resource pool.
 *
 * @param name its name in the file
 * @param in the pool that it is in; empty for the host
 * @param shares weight of the whole pool
 * @param reservationHz CPU clock guaranteed to all that is in it together; 0 for none
 * @param expandable whether what is in it may reserve more than that, from what is around it
 * @param limitHz CPU clock that all in it cannot exceed together
 */
public record PoolSpec(
        String name,
        Optional<String> in,
        int shares,
        double reservationHz,
        boolean expandable,
        OptionalDouble limitHz) {}
