// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MapOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.text.Dimension;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The keys of resource pools. */
final class PoolKeys {
    private static final NameType NAME = NameType.of("the name of a pool");
    private static final NumberType CLOCK = new NumberType(Dimension.FREQUENCY, Range.of(0, 1e15));

    static final Key<String> IN = Key.optional("in", NAME, "the pool that it is in; left out, it is the host's own");
    private static final Key<Integer> SHARES = Key.ofDefault(
            "shares",
            new IntType(1, 100_000_000),
            "4000",
            "weight of the whole pool beside the vCPUs and pools that are in the same pool as it, however much is in it; "
                    + "4000 is as much as a VM of four vCPUs has that says nothing");
    static final Key<Double> RESERVATION =
            Key.ofDefault("reservation", CLOCK, "0 GHz", "CPU clock guaranteed to all that is in the pool together");
    private static final Key<Boolean> EXPANDABLE = Key.ofDefault(
            "expandable",
            new FlagType(),
            "true",
            "whether what is in the pool may reserve more than the pool has reserved, from what is unreserved around it");
    static final Key<Double> LIMIT = Key.optional(
            "limit",
            new NumberType(Dimension.FREQUENCY, Range.POSITIVE),
            "CPU clock that all in the pool cannot exceed together in the long run");

    static final Key<Map<String, PoolSpec>> POOLS = Key.optional(
            "pools",
            MapOf.of(
                    NAME,
                    MappingType.of(
                            "pool",
                            "a resource pool",
                            List.of(IN, SHARES, RESERVATION, EXPANDABLE, LIMIT),
                            f -> new PoolSpec(
                                    f.in().step(),
                                    f.find(IN),
                                    f.get(SHARES),
                                    f.get(RESERVATION),
                                    f.get(EXPANDABLE),
                                    f.find(LIMIT).map(OptionalDouble::of).orElse(OptionalDouble.empty())))),
            "resource pools by name, each in the host or in another pool; needs a scheduler that keeps them");
    static final Key<String> POOL = Key.optional("pool", NAME, "the resource pool that each VM is in; left out, none");

    private PoolKeys() {}
}
