// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.scheduling.VcpuScheduler;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Schedulers;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.Key;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;

/** Reservations and limits that the scheduler does not keep, or that cannot be kept. */
final class ClaimChecks {
    private ClaimChecks() {}

    /** Reports what cannot be for one group; looks only at what could be read. */
    static void check(Fields f) {
        f.in().recall(HypervisorDef.class).ifPresent(hypervisor -> {
            checkKept(f, VmKeys.RESERVATION, "reservations", hypervisor, VcpuScheduler::keepsReservations);
            checkKept(f, VmKeys.LIMIT, "limits", hypervisor, VcpuScheduler::keepsLimits);
        });
        f.in().recall(HostDef.class).ifPresent(host -> checkVcpus(f, host));
        checkOrder(f);
    }

    /** Better refused than silently ignored. */
    private static void checkKept(
            Fields f, Key<Double> key, String what, HypervisorDef hypervisor, Predicate<VcpuScheduler> keeps) {
        if (f.wrote(key) && !keeps.test(Schedulers.create(hypervisor.scheduler()))) {
            f.in().objection(
                            f.placeOfKey(key),
                            "scheduler '" + hypervisor.scheduler().name() + "' of hypervisor '" + hypervisor.name()
                                    + "' keeps no " + what,
                            "leave it out, or give the hypervisor one of these schedulers: "
                                    + VmChecks.named(f, Kinds.SCHEDULER, s -> keeps.test(Schedulers.create(s))));
        }
    }

    private static void checkVcpus(Fields f, HostDef host) {
        Optional<Double> reserved = f.find(VmKeys.RESERVATION);
        int vcpus = f.find(VmKeys.VCPUS).orElse(1);
        if (reserved.filter(hz -> hz > vcpus * host.clockHz()).isPresent()) {
            f.in().objection(
                            f.placeOf(VmKeys.RESERVATION),
                            "the reservation is more than the VM's vCPUs can use",
                            "at most vcpus x clock of the host: " + gigahertz(vcpus * host.clockHz()));
        }
    }

    private static void checkOrder(Fields f) {
        Optional<Double> limit = f.find(VmKeys.LIMIT);
        if (limit.isPresent()
                && f.find(VmKeys.RESERVATION).filter(r -> r > limit.get()).isPresent()) {
            f.in().objection(
                            f.placeOf(VmKeys.RESERVATION),
                            "the reservation is above the limit",
                            "lower it, or raise the limit");
        }
    }

    static String gigahertz(double hz) {
        return BigDecimal.valueOf(Math.round(hz / 1e6), 3).stripTrailingZeros().toPlainString() + " GHz";
    }
}
