// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.guest.EmulatedDevice;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.scenario.figure.Bound;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.library.Mitigations;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver that knows its hypervisor is there to be cheaper than registers of a device that does not exist. */
class DevicePathsTest {
    private static final Library LIBRARY = Library.shipped();
    private static final List<String> DEVICE_ACTIONS = List.of(
            KernelActions.DISK_REQUEST,
            KernelActions.DISK_INTERRUPT,
            KernelActions.PACKET_TX,
            KernelActions.PACKET_RX,
            KernelActions.NET_INTERRUPT);

    static Stream<String> hypervisors() {
        return LIBRARY.names(Kinds.HYPERVISOR).stream()
                .filter(name -> hypervisor(name).emulatedDevice().isPresent());
    }

    private static HypervisorDef hypervisor(String name) {
        try {
            return LIBRARY.get(Kinds.HYPERVISOR, name);
        } catch (ScenarioException wrong) {
            throw new AssertionError(wrong.render(), wrong);
        }
    }

    private static ActionPricing pricing(HypervisorDef hypervisor, String technique, Bound bound)
            throws ScenarioException {
        ActionPricing bare = Prices.of("xeon-x5570", "bare-metal", "linux-2.6.16", "native", "heap")
                .pricing();
        HostDef host = LIBRARY.get(Kinds.HOST, "xeon-x5570");
        GuestDef guest = LIBRARY.get(Kinds.GUEST, "linux-2.6.16");
        CostModel costs = new PlatformAssembly(bound, Mitigations.OFF, false)
                .costs(
                        host,
                        hypervisor,
                        hypervisor.techniques().get(technique),
                        guest,
                        MemoryUse.LIGHT,
                        Optional.empty());
        return new ActionPricing(bare.kernel(), costs, bare.host());
    }

    @ParameterizedTest
    @MethodSource("hypervisors")
    void emulatedPathNeverCostsLessThanTheParavirtualOne(String name) throws ScenarioException {
        HypervisorDef hypervisor = hypervisor(name);
        for (Bound bound : Bound.values()) {
            EmulatedDevice device = new EmulatedDevice(
                    hypervisor.emulatedDevice().get().perRequest().at(bound),
                    hypervisor.emulatedDevice().get().perInterrupt().at(bound));
            for (String technique : hypervisor.techniques().keySet()) {
                ActionPricing pricing = pricing(hypervisor, technique, bound);
                for (String action : DEVICE_ACTIONS) {
                    List<ActionUse> uses = List.of(ActionUse.of(action, 1));
                    assertThat(pricing.bill(uses, device).overheadCycles())
                            .as("%s, %s, %s", technique, action, bound)
                            .isGreaterThanOrEqualTo(pricing.bill(uses, null).overheadCycles());
                }
            }
        }
    }

    @Test
    void hypervisorsThatEmulateDevicesAreMostOfTheLibrary() {
        assertThat(hypervisors().count()).isGreaterThan(8);
    }
}
