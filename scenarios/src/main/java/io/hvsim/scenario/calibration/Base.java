// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.TechniqueCosts;
import java.util.OptionalDouble;

/**
 * The definitions that a calibration starts from, and what is known of the measured machine.
 *
 * @param technique of {@code hypervisor}: what the measured guest ran under
 * @param givenHz clock of the measured machine, as the user says; empty when he does not
 */
public record Base(
        HostDef host, HypervisorDef hypervisor, TechniqueCosts technique, GuestDef guest, OptionalDouble givenHz) {

    /** Factor from handler cycles of the library to those of the host. */
    double trapScale() {
        return host.cpu().trapScale().value();
    }
}
