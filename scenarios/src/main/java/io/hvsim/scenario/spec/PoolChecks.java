// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Schedulers;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Suggestions;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pools that are not there or go round in circles, and admission control: reservations that cannot be kept all at once. */
final class PoolChecks {
    private static final String POOLS = PoolKeys.POOLS.name();

    private final Fields root;
    private final Map<String, PoolSpec> pools;
    private final Collection<VmSpec> vms;

    private PoolChecks(Fields root, Map<String, PoolSpec> pools, Collection<VmSpec> vms) {
        this.root = root;
        this.pools = pools;
        this.vms = vms;
    }

    /** Reports what cannot be of {@code pools} and of what {@code vms} reserve. */
    static void check(Fields root, Map<String, PoolSpec> pools, Collection<VmSpec> vms) {
        PoolChecks checks = new PoolChecks(root, pools, vms);
        checks.checkScheduler();
        if (checks.areNested() && checks.haveVms()) {
            checks.admit();
        }
    }

    /** Better refused than silently ignored. */
    private void checkScheduler() {
        Optional<HypervisorDef> hypervisor = root.in().recall(HypervisorDef.class);
        if (pools.isEmpty() || hypervisor.isEmpty()) {
            return;
        }
        if (!Schedulers.create(hypervisor.get().scheduler()).keepsPools()) {
            root.in()
                    .objection(
                            root.placeOfKey(PoolKeys.POOLS),
                            "scheduler '" + hypervisor.get().scheduler().name() + "' of hypervisor '"
                                    + hypervisor.get().name() + "' keeps no resource pools",
                            "leave them out, or give the hypervisor one of these schedulers: "
                                    + VmChecks.named(
                                            root,
                                            Kinds.SCHEDULER,
                                            s -> Schedulers.create(s).keepsPools()));
        }
    }

    private boolean areNested() {
        boolean nested = true;
        for (PoolSpec pool : pools.values()) {
            Optional<String> in = pool.in();
            if (in.isPresent() && !pools.containsKey(in.get())) {
                unknown(in.get(), place(POOLS, pool.name(), PoolKeys.IN));
                nested = false;
            } else if (isCircular(pool)) {
                root.in()
                        .problem(
                                place(POOLS, pool.name(), PoolKeys.IN),
                                "pool '" + pool.name() + "' is in itself",
                                "leave out 'in' for a pool that is the host's own");
                return false;
            }
        }
        return nested;
    }

    private boolean isCircular(PoolSpec pool) {
        Set<PoolSpec> seen = new HashSet<>();
        PoolSpec each = pool;
        while (each != null && seen.add(each)) {
            each = each.in().map(pools::get).orElse(null);
        }
        return each != null;
    }

    private boolean haveVms() {
        boolean all = true;
        for (VmSpec vm : vms) {
            if (vm.pool().isPresent() && !pools.containsKey(vm.pool().get())) {
                unknown(vm.pool().get(), place("vms", vm.group(), PoolKeys.POOL));
                all = false;
            }
        }
        return all;
    }

    private void unknown(String pool, Place place) {
        root.in()
                .problem(
                        place,
                        "no pool '" + pool + "'",
                        pools.isEmpty()
                                ? "the scenario has no pools: " + POOLS + ": {" + pool + ": {shares: 4000}}"
                                : Suggestions.advice(pool, pools.keySet(), "pools"));
    }

    private void admit() {
        pools.values().forEach(this::admit);
        root.in().recall(HostDef.class).ifPresent(host -> {
            double clock = host.pcpus() * host.clockHz();
            double reserved = reservedIn(Optional.empty());
            if (reserved > clock) {
                root.in()
                        .problem(
                                root.node().get("vms").orElseThrow().place(),
                                "the VMs" + (pools.isEmpty() ? "" : " and pools") + " reserve "
                                        + ClaimChecks.gigahertz(reserved) + ", and host '" + host.name() + "' has "
                                        + ClaimChecks.gigahertz(clock),
                                "lower a reservation or a count");
            }
        });
    }

    private void admit(PoolSpec pool) {
        double inside = reservedIn(Optional.of(pool.name()));
        if (!pool.expandable() && inside > pool.reservationHz()) {
            root.in()
                    .problem(
                            place(POOLS, pool.name(), PoolKeys.RESERVATION),
                            "what is in pool '" + pool.name() + "' reserves " + ClaimChecks.gigahertz(inside)
                                    + ", and the pool has " + ClaimChecks.gigahertz(pool.reservationHz()),
                            "raise the pool's reservation, or write expandable: true");
        }
        if (pool.limitHz().isPresent() && reservedBy(pool) > pool.limitHz().getAsDouble()) {
            root.in()
                    .problem(
                            place(POOLS, pool.name(), PoolKeys.LIMIT),
                            "pool '" + pool.name() + "' and what is in it reserve "
                                    + ClaimChecks.gigahertz(reservedBy(pool)) + ", which is above its limit",
                            "lower a reservation, or raise the limit");
        }
    }

    /** What the pool takes from what is around it. */
    private double reservedBy(PoolSpec pool) {
        return pool.expandable()
                ? Math.max(pool.reservationHz(), reservedIn(Optional.of(pool.name())))
                : pool.reservationHz();
    }

    /** What VMs and pools that are directly in a pool, or in none, reserve. */
    private double reservedIn(Optional<String> pool) {
        double ofVms = vms.stream()
                .filter(vm -> vm.pool().equals(pool))
                .mapToDouble(vm -> vm.count() * vm.reservationHz().orElse(0))
                .sum();
        double ofPools = pools.values().stream()
                .filter(each -> each.in().equals(pool))
                .mapToDouble(this::reservedBy)
                .sum();
        return ofVms + ofPools;
    }

    private Place place(String section, String name, Key<?> key) {
        return ScenarioKeys.placeIn(root, section, name, key.name());
    }
}
