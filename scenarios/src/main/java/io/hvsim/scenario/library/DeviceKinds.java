// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.DistributionFigure;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.DistributionType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.text.Dimension;
import java.util.List;
import java.util.OptionalInt;

/** The keys of library files about disks, networks, and the devices that hypervisors emulate. */
final class DeviceKinds {
    private static final Key<DistributionFigure> SERVICE = Key.required(
            "service",
            DistributionType.figures(Dimension.TIME),
            "time that a place of the disk is busy with a request, without the transfer if there is a bandwidth");
    private static final Key<DistributionFigure> WRITE_SERVICE = Key.optional(
            "write-service", DistributionType.figures(Dimension.TIME), "the same for a write; left out, service");
    private static final Key<Integer> PARALLEL =
            Key.ofDefault("parallel", new IntType(1, 100_000), "1", "requests served at a time");
    private static final Key<Boolean> STRIPED = Key.ofDefault(
            "striped",
            new FlagType(),
            "false",
            "whether the address of a request, at random, decides which of the parallel places serves it, as with the "
                    + "disks of an array or the chips of an SSD; otherwise any free one does");
    private static final Key<Integer> QUEUE_DEPTH = Key.optional(
            "queue-depth",
            new IntType(1, 1_000_000),
            "requests that the disk takes, served or waiting; more wait in the driver; left out for no limit");
    private static final Key<Figure> REORDER_GAIN = Key.optional(
            "reorder-gain",
            FigureType.of(Dimension.NUMBER),
            "by what share each doubling of the requests that wait in the disk raises its rate, as it may choose the "
                    + "nearest; left out for a disk without heads");
    private static final Key<Figure> DISK_BANDWIDTH = Key.optional(
            "bandwidth",
            new FigureType(Dimension.BANDWIDTH, Range.POSITIVE),
            "data rate of the link over which all data of the disk goes; left out when service has the transfer in it");

    static final Kind<DiskDef> DISK = new Kind<>(
            "disks",
            "disk",
            MappingType.of(
                            "disk",
                            "a disk or array",
                            List.of(
                                    MachineKinds.TITLE,
                                    SERVICE,
                                    WRITE_SERVICE,
                                    PARALLEL,
                                    STRIPED,
                                    QUEUE_DEPTH,
                                    REORDER_GAIN,
                                    DISK_BANDWIDTH),
                            f -> new DiskDef(
                                    f.name(),
                                    f.get(MachineKinds.TITLE),
                                    f.get(SERVICE),
                                    f.find(WRITE_SERVICE).orElse(f.get(SERVICE)),
                                    f.get(PARALLEL),
                                    f.get(STRIPED),
                                    f.find(QUEUE_DEPTH).map(OptionalInt::of).orElse(OptionalInt.empty()),
                                    f.find(REORDER_GAIN),
                                    f.find(DISK_BANDWIDTH),
                                    f.figures()))
                    .withFigures()
                    .extensible());

    private static final Key<Figure> BANDWIDTH = Key.required(
            "bandwidth", new FigureType(Dimension.BANDWIDTH, Range.POSITIVE), "data rate of the wire, each way");
    private static final Key<Figure> INTERRUPT_GAP = Key.ofDefault(
            "interrupt-gap",
            FigureType.of(Dimension.TIME),
            "{value: 0 s, assumed: a card that interrupts at once}",
            "time between receive interrupts of the network card, at least");
    private static final Key<Figure> LATENCY =
            Key.required("latency", FigureType.of(Dimension.TIME), "time on the wire, one way");
    private static final Key<Figure> MTU =
            Key.required("mtu", new FigureType(Dimension.SIZE, Range.of(64, 1 << 20)), "payload of a packet");

    private static final Key<Figure> PACKET_HEADERS = Key.optional(
            "packet-headers",
            FigureType.of(Dimension.SIZE),
            "what the wire carries with each packet besides its payload; left out for nothing");

    static final Kind<NetworkDef> NETWORK = new Kind<>(
            "networks",
            "network",
            MappingType.of(
                            "network",
                            "a network",
                            List.of(MachineKinds.TITLE, BANDWIDTH, LATENCY, MTU, PACKET_HEADERS, INTERRUPT_GAP),
                            f -> new NetworkDef(
                                    f.name(),
                                    f.get(MachineKinds.TITLE),
                                    f.get(BANDWIDTH),
                                    f.get(LATENCY),
                                    f.get(MTU),
                                    f.find(PACKET_HEADERS),
                                    f.get(INTERRUPT_GAP),
                                    f.figures()))
                    .withFigures()
                    .extensible());

    static final Key<Figure> PER_REQUEST = Key.required(
            "registers-per-request", FigureType.of(Dimension.NUMBER), "register accesses to submit a request");
    static final Key<Figure> PER_INTERRUPT = Key.required(
            "registers-per-interrupt", FigureType.of(Dimension.NUMBER), "register accesses to serve its interrupt");

    static final Kind<DeviceDef> DEVICE = new Kind<>(
            "devices",
            "device",
            MappingType.of(
                            "device",
                            "a real device that hypervisors emulate, register by register",
                            List.of(MachineKinds.TITLE, PER_REQUEST, PER_INTERRUPT),
                            f -> new DeviceDef(f.name(), f.get(MachineKinds.TITLE), registers(f), f.figures()))
                    .withFigures()
                    .extensible());

    private DeviceKinds() {}

    static DeviceDef.Registers registers(Fields f) {
        return new DeviceDef.Registers(f.get(PER_REQUEST), f.get(PER_INTERRUPT));
    }
}
