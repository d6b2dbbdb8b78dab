// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.device.BackEndModel;
import io.hvsim.model.device.DiskModel;
import io.hvsim.model.device.NetworkModel;
import io.hvsim.model.guest.EmulatedDevice;
import io.hvsim.model.guest.TickPolicy;
import io.hvsim.model.hypervisor.HaltPolling;
import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.hypervisor.PauseLoops;
import io.hvsim.model.hypervisor.RunPlan;
import io.hvsim.model.hypervisor.VmGroup;
import io.hvsim.model.machine.Host;
import io.hvsim.model.scheduling.Claim;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.model.technique.Technique;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Workload;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.experiment.PointPlan;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.NetworkDef;
import io.hvsim.scenario.library.Schedulers;
import io.hvsim.scenario.spec.Feasibility;
import io.hvsim.scenario.spec.RunSpec;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Puts a point of a scenario together: from names and figures of the library to a run of the model. */
public final class Assembler {
    /** How much a sender may have queued in its kernel; the default send buffer of Linux 2.6 sockets that were tuned. */
    private static final long SEND_WINDOW_BYTES = 256 * 1024;
    /** A time series has about this many intervals over warm-up and measured time. */
    private static final int SERIES_INTERVALS = 200;
    /** Interval of time series when the end of the run is not known beforehand. */
    private static final long OPEN_ENDED_INTERVAL_NS = 1_000_000_000;

    private final ScenarioSpec spec;
    private final PlatformAssembly platform;
    private final WorkloadAssembly work;
    private final List<String> notes = new ArrayList<>();
    private final List<VmGroup> groups;

    private Assembler(ScenarioSpec spec) {
        this.spec = spec;
        this.platform = new PlatformAssembly(spec.figures(), spec.mitigations());
        this.work = new WorkloadAssembly(spec.figures());
        this.groups = spec.vms().stream().map(this::group).toList();
    }

    /** The plan for {@code point}, ready to be replicated. */
    public static PointPlan plan(ScenarioPoint point) {
        Assembler assembler = new Assembler(point.spec());
        return new PointPlan(
                point.labels(),
                List.copyOf(assembler.notes),
                point.spec().run(),
                (replication, warmupNs) -> HostSimulation.run(assembler.plan(replication, warmupNs)));
    }

    /** One replication of {@code spec}, for those who run the model themselves. */
    public static RunPlan plan(ScenarioSpec spec, int replication, long warmupNs) {
        return new Assembler(spec).plan(replication, warmupNs);
    }

    private RunPlan plan(int replication, long warmupNs) {
        RunSpec run = spec.run();
        HypervisorDef hypervisor = spec.hypervisor();
        Host host = platform.host(spec.host());
        double switchCycles =
                platform.at(hypervisor.vcpuSwitchCycles()) * host.cpu().trapScale()
                        + platform.at(spec.host().cpu().vcpuSwitchPollutionCycles());
        return new RunPlan(
                host,
                () -> Schedulers.create(hypervisor.scheduler()),
                platform.parameters(hypervisor.scheduler()),
                Math.round(host.nanos(switchCycles)),
                hypervisor.haltPolling().map(platform::haltPolling).orElse(HaltPolling.NONE),
                PauseLoops.UNNOTICED,
                groups,
                warmupNs,
                run.durationNs().orElse(RunPlan.UNTIL_DONE),
                seriesIntervalNs(run),
                run.seed(),
                replication);
    }

    /** The same for every warm-up, so that a cut found in a pilot run falls between intervals. */
    private static long seriesIntervalNs(RunSpec run) {
        return run.durationNs().isPresent()
                ? Math.max(1, run.durationNs().getAsLong() / SERIES_INTERVALS)
                : OPEN_ENDED_INTERVAL_NS;
    }

    private VmGroup group(VmSpec vm) {
        Feasibility.Choice choice = Techniques.of(spec, vm);
        if (vm.technique().isEmpty()) {
            notes.add(vm.group() + ": " + choice.reason());
        }
        MemoryUse memory = work.memoryUse(vm.workload(), spec.host().cpu(), vm.largePages());
        CostModel costs =
                platform.costs(spec.host(), spec.hypervisor(), choice.technique(), vm.guest(), memory, vm.largePages());
        Workload workload = work.workload(vm.workload(), memory, vm.devices().net());
        VmSpec.Devices devices = vm.devices();
        return new VmGroup(
                vm.group(),
                vm.count(),
                vm.vcpus(),
                Claim.of(vm.shares(), affinity(vm)),
                0,
                platform.kernel(vm.guest(), spec.host().cpu(), vm.workload().nice()),
                costs,
                costs.hasParavirtualTimer()
                        ? TickPolicy.AVAILABLE_TIME
                        : spec.hypervisor().missedTicks(),
                new DiskModel(
                        devices.disk().serviceNs().at(spec.figures()).distribution(),
                        devices.disk().parallel(),
                        spec.hypervisor().coalescesDisk()),
                emulated(devices.diskPath(), costs),
                network(devices.net()),
                emulated(devices.netPath(), costs),
                backEnd(costs),
                workload,
                workload.program().isEmpty() ? new Load.Idle() : work.load(vm.load()));
    }

    private BitSet affinity(VmSpec vm) {
        BitSet pcpus = new BitSet();
        if (vm.affinity().isEmpty()) {
            pcpus.set(0, spec.host().pcpus());
        } else {
            vm.affinity().forEach(pcpus::set);
        }
        return pcpus;
    }

    /** On bare metal devices are real, whatever path the scenario names for the virtual ones. */
    private EmulatedDevice emulated(VmSpec.DevicePath path, CostModel costs) {
        boolean real = costs.technique().devices() == Technique.DeviceChoice.NATIVE;
        if (path != VmSpec.DevicePath.EMULATED || real) {
            return null;
        }
        return spec.hypervisor()
                .emulatedDevice()
                .map(device -> new EmulatedDevice(
                        platform.at(device.registersPerRequest()), platform.at(device.registersPerInterrupt())))
                .orElse(null);
    }

    private BackEndModel backEnd(CostModel costs) {
        boolean real = costs.technique().devices() == Technique.DeviceChoice.NATIVE;
        return real ? null : spec.hypervisor().backEnd().map(platform::backEnd).orElse(null);
    }

    private NetworkModel network(NetworkDef network) {
        return new NetworkModel(
                8 * platform.at(network.bandwidthBytesPerSecond()),
                Math.round(platform.at(network.latencyNs())),
                Math.round(platform.at(network.interruptGapNs())),
                SEND_WINDOW_BYTES);
    }
}
