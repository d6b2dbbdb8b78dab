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
import io.hvsim.model.result.Spread;
import io.hvsim.model.scheduling.Claim;
import io.hvsim.model.scheduling.Pool;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.model.technique.Technique;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Workload;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.experiment.PointPlan;
import io.hvsim.scenario.experiment.ReplicationRunner;
import io.hvsim.scenario.figure.FigureValues;
import io.hvsim.scenario.library.DeviceDef;
import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.NetworkDef;
import io.hvsim.scenario.library.Schedulers;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.spec.Feasibility;
import io.hvsim.scenario.spec.PoolSpec;
import io.hvsim.scenario.spec.RunSpec;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Puts a point of a scenario together: from names and figures of the library to a run of the model. */
public final class Assembler {
    /** How much a sender may have queued in its kernel; the default send buffer of Linux 2.6 sockets that were tuned. */
    private static final long SEND_WINDOW_BYTES = 256 * 1024;
    /** The largest IP packet, which is what a card with segmentation offload takes at once. */
    private static final double SEGMENT_BYTES = 64 * 1024;
    /** A time series has about this many intervals over warm-up and measured time. */
    private static final int SERIES_INTERVALS = 200;
    /** Interval of time series when the end of the run is not known beforehand. */
    private static final long OPEN_ENDED_INTERVAL_NS = 1_000_000_000;

    private final ScenarioSpec spec;
    private final FigureValues values;
    private final PlatformAssembly platform;
    private final WorkloadAssembly work;
    private final List<String> notes = new ArrayList<>();
    private final List<VmGroup> groups;

    private Assembler(ScenarioSpec spec, FigureValues values) {
        this.values = values;
        this.spec = spec;
        this.platform = new PlatformAssembly(values, spec.mitigations(), spec.turbo());
        this.work = new WorkloadAssembly(values);
        this.groups = spec.vms().stream().map(this::group).toList();
    }

    /** The plan for {@code point}, ready to be replicated. */
    public static PointPlan plan(ScenarioPoint point) {
        return plan(point, point.spec().figures());
    }

    /** The same with other values of figures than the scenario asks for. */
    public static PointPlan plan(ScenarioPoint point, FigureValues values) {
        Assembler assembler = new Assembler(point.spec(), values);
        return new PointPlan(
                point.labels(), List.copyOf(assembler.notes), point.spec().run(), Spread.CHANCE, assembler.runner());
    }

    private ReplicationRunner runner() {
        if (spec.run().batchMeans()) {
            return new ConsecutiveBatches(warmupNs -> plan(0, warmupNs));
        }
        ReplicationRunner single = (replication, warmupNs) -> HostSimulation.run(plan(replication, warmupNs));
        return spec.run().antithetic() ? new AntitheticPair(single) : single;
    }

    /** One replication of {@code spec}, for those who run the model themselves. */
    public static RunPlan plan(ScenarioSpec spec, int replication, long warmupNs) {
        return plan(spec, spec.figures(), replication, warmupNs);
    }

    /** The same with other values of figures than the scenario asks for. */
    public static RunPlan plan(ScenarioSpec spec, FigureValues values, int replication, long warmupNs) {
        return new Assembler(spec, values).plan(replication, warmupNs);
    }

    private RunPlan plan(int replication, long warmupNs) {
        RunSpec run = spec.run();
        HypervisorDef hypervisor = spec.hypervisor();
        Host host = platform.host(spec.host());
        double bareCycles =
                platform.at(hypervisor.vcpuSwitchCycles()) * host.cpu().trapScale();
        double switchCycles = bareCycles + platform.at(spec.host().cpu().vcpuSwitchPollutionCycles());
        return new RunPlan(
                host,
                () -> Schedulers.create(hypervisor.scheduler()),
                platform.parameters(hypervisor.scheduler()),
                Math.round(host.nanos(switchCycles)),
                Math.round(host.nanos(bareCycles)),
                hypervisor.haltPolling().map(platform::haltPolling).orElse(HaltPolling.NONE),
                hypervisor
                        .pauseLoops()
                        .map(each -> platform.pauseLoops(each, host))
                        .orElse(PauseLoops.UNNOTICED),
                spec.overcommit()
                        .map(overcommit -> platform.hostMemory(spec.host(), overcommit))
                        .orElse(null),
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
        if (vm.load() instanceof LoadSpec.Trace trace) {
            notes.add(TraceLoads.note(vm, trace));
        }
        MemoryUse memory = work.memoryUse(vm, spec.host().cpu());
        TechniqueCosts technique = Techniques.costs(spec, vm);
        CostModel costs =
                platform.costs(spec.host(), spec.hypervisor(), technique, vm.guest(), memory, vm.interruptController());
        Workload workload = work.workload(vm, memory, platform.host(spec.host()).clockHz());
        VmSpec.Devices devices = vm.devices();
        return new VmGroup(
                vm.group(),
                vm.count(),
                vm.vcpus(),
                claim(vm),
                set(vm.memorySockets()),
                platform.at(vm.workload().memoryStalls()),
                platform.refill(spec.host(), vm.workload()),
                platform.kernel(vm, spec.host().cpu(), technique.waitingAids()),
                costs,
                platform.memory(vm, spec.overcommit().isPresent()),
                costs.hasParavirtualTimer()
                        ? TickPolicy.AVAILABLE_TIME
                        : spec.hypervisor().missedTicks(),
                platform.idlePolicy(vm.idle(), vm.guest()),
                disk(devices.disk()),
                emulated(devices.diskPath(), devices.diskModel(), costs),
                network(devices),
                emulated(devices.netPath(), devices.netModel(), costs),
                backEnd(devices, costs),
                workload,
                workload.program().isEmpty() ? new Load.Idle() : work.load(vm.load()));
    }

    private Claim claim(VmSpec vm) {
        double clockHz = spec.host().clockHz();
        return new Claim(
                vm.shares(),
                vm.reservationHz().orElse(0) / clockHz,
                vm.limitHz().orElse(Claim.UNLIMITED) / clockHz,
                affinity(vm),
                vm.pool().map(this::pool).orElse(Pool.HOST));
    }

    private Pool pool(String name) {
        PoolSpec pool = spec.pools().get(name);
        double clockHz = spec.host().clockHz();
        return new Pool(
                name,
                pool.in().map(this::pool).orElse(Pool.HOST),
                pool.shares(),
                pool.reservationHz() / clockHz,
                pool.limitHz().orElse(Claim.UNLIMITED) / clockHz);
    }

    private BitSet affinity(VmSpec vm) {
        BitSet pcpus = new BitSet();
        if (vm.affinity().isEmpty()) {
            pcpus.set(0, spec.host().pcpus());
        } else {
            pcpus.or(set(vm.affinity()));
        }
        return pcpus;
    }

    private static BitSet set(List<Integer> numbers) {
        BitSet set = new BitSet();
        numbers.forEach(set::set);
        return set;
    }

    /** On bare metal devices are real, whatever path the scenario names for the virtual ones. */
    private EmulatedDevice emulated(VmSpec.DevicePath path, Optional<DeviceDef> model, CostModel costs) {
        boolean real = costs.technique().devices() == Technique.DeviceChoice.NATIVE;
        if (path != VmSpec.DevicePath.EMULATED || real) {
            return null;
        }
        return model.map(DeviceDef::registers)
                .or(spec.hypervisor()::emulatedDevice)
                .map(registers ->
                        new EmulatedDevice(platform.at(registers.perRequest()), platform.at(registers.perInterrupt())))
                .orElse(null);
    }

    private BackEndModel backEnd(VmSpec.Devices devices, CostModel costs) {
        boolean real = costs.technique().devices() == Technique.DeviceChoice.NATIVE;
        return real
                ? null
                : spec.hypervisor()
                        .backEnd(devices.backEnd())
                        .map(platform::backEnd)
                        .orElse(null);
    }

    private DiskModel disk(DiskDef disk) {
        return new DiskModel(
                disk.serviceNs().at(values).distribution(),
                disk.writeServiceNs().at(values).distribution(),
                disk.parallel(),
                disk.striped(),
                disk.queueDepth().orElse(Integer.MAX_VALUE),
                disk.reorderGain().map(platform::at).orElse(0.0),
                disk.bandwidthBytesPerSecond().map(platform::at).orElse(DiskModel.UNLIMITED),
                spec.hypervisor().coalescesDisk());
    }

    private NetworkModel network(VmSpec.Devices devices) {
        NetworkDef network = devices.net();
        double mtu = platform.at(network.mtuBytes());
        return new NetworkModel(
                8 * platform.at(network.bandwidthBytesPerSecond()),
                Math.round(platform.at(network.latencyNs())),
                Math.round(platform.at(network.interruptGapNs())),
                SEND_WINDOW_BYTES,
                mtu,
                network.packetHeaderBytes().map(platform::at).orElse(0.0),
                devices.segmentationOffload() ? SEGMENT_BYTES : mtu);
    }
}
