// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.device.Disk;
import io.hvsim.model.device.DiskModel;
import io.hvsim.model.device.DiskRequest;
import io.hvsim.model.device.InterruptThrottle;
import io.hvsim.model.device.NetworkModel;
import io.hvsim.model.device.VirtualInterruptCoalescing;
import io.hvsim.model.device.Wire;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.EmulatedDevice;
import io.hvsim.model.guest.GuestCpu;
import io.hvsim.model.guest.GuestOs;
import io.hvsim.model.guest.Task;
import io.hvsim.model.guest.TaskQueue;

/** A workload running in one VM: its program, its devices, its load, and the limit on requests served at once. */
public final class Service {
    private final GuestOs os;
    private final Workload workload;
    private final Instruction[] program;
    private final Burst receiveBurst;
    private final LazyMemory memory;
    private final Disk disk;
    private final HostSide hostSide;
    private final Burst diskAtHost;
    private final double requestPackets;
    private final Burst requestAtHost;
    private final Burst responseAtHost;
    private final VirtualInterruptCoalescing completions;
    private final InterruptThrottle card;
    private final Wire inbound;
    private final Wire outbound;
    private final SendQueue sendQueue;
    private final RequestListener listener;
    private final RequestSource source;
    private final TaskQueue backlog = new TaskQueue();
    private int places;

    /**
     * Where a service runs and what it reaches.
     *
     * @param emulatedDisk how the disk's requests differ when it is emulated, or null
     * @param emulatedNetwork the same for the network card
     * @param hostSide the back end that requests pass on the host, or null when there is none
     * @param streams prefix of the names of the service's random streams
     */
    public record Placement(
            GuestOs os,
            ActionPricing pricing,
            DiskModel disk,
            EmulatedDevice emulatedDisk,
            NetworkModel network,
            EmulatedDevice emulatedNetwork,
            HostSide hostSide,
            long seed,
            int replication,
            String streams) {

        RandomStream stream(String name) {
            return RandomStream.of(seed, replication, streams + "/" + name);
        }
    }

    public Service(Simulation simulation, Placement at, Workload workload, Load load, RequestListener listener) {
        this.os = at.os();
        this.workload = workload;
        this.listener = listener;
        ProgramCompiler compiler = new ProgramCompiler(
                at.pricing(),
                at.emulatedDisk(),
                at.emulatedNetwork(),
                at.network(),
                at.hostSide(),
                at.stream("work"),
                os,
                load.tasks());
        this.program = compiler.compile(workload);
        this.receiveBurst = compiler.receive(workload);
        this.memory = workload.fresh() == null ? null : new LazyMemory(workload.fresh(), at.pricing());
        this.hostSide = at.hostSide();
        this.diskAtHost = hostSide != null ? hostSide.diskRequest() : Burst.EMPTY;
        this.requestPackets = compiler.requestPackets(workload);
        this.requestAtHost = hostSide != null ? hostSide.packets(requestPackets) : Burst.EMPTY;
        this.responseAtHost = hostSide != null ? hostSide.packets(compiler.responsePackets(workload)) : Burst.EMPTY;
        this.disk = new Disk(at.disk(), at.stream("disk"));
        this.completions = at.disk().coalesces() ? new VirtualInterruptCoalescing(simulation, os::diskDone) : null;
        this.card = new InterruptThrottle(simulation, at.network().interruptGapNs(), os::receive);
        this.inbound = new Wire(simulation, at.network());
        this.outbound = new Wire(simulation, at.network());
        this.sendQueue = hostSide == null
                ? null
                : new SendQueue(simulation, hostSide, outbound, os, at.network().sendWindowBytes());
        this.places = load.workers();
        this.source = source(simulation, load, at.stream("load"));
    }

    private RequestSource source(Simulation simulation, Load load, RandomStream stream) {
        if (load instanceof Load.Open open) {
            return new OpenSource(simulation, this, open, stream);
        }
        if (load instanceof Load.Closed closed) {
            return new ClosedSource(simulation, this, closed, stream);
        }
        if (load instanceof Load.Batch batch) {
            return new BatchSource(simulation, this, batch);
        }
        if (load instanceof Load.Arrivals arrivals) {
            return new SeriesSource(simulation, this, arrivals, stream);
        }
        if (load instanceof Load.Demand demand) {
            return new SeriesSource(simulation, this, demand, stream);
        }
        return new NoSource();
    }

    /** Begins to send requests. */
    public void start() {
        source.start();
    }

    /** Disk requests so far. */
    public long diskRequests() {
        return disk.requests();
    }

    /** Packets received so far. */
    public long packetsIn() {
        return inbound.packets();
    }

    /** Packets sent so far. */
    public long packetsOut() {
        return outbound.packets();
    }

    GuestOs os() {
        return os;
    }

    Disk disk() {
        return disk;
    }

    /** A request goes to the disk. */
    void submit(DiskRequest request) {
        if (completions != null) {
            completions.issued();
        }
        disk.submit(request);
    }

    /** The disk and the host are done with the request of {@code task}: the guest hears of it. */
    void interruptForDisk(Task task) {
        if (completions == null) {
            os.diskDone(task);
        } else {
            completions.completed(task);
        }
    }

    /** The packets of {@code task}'s request are in the guest's network card. */
    void interruptForPackets(Task task) {
        card.arrive(task);
    }

    /** Memory that the host still has to back, or null. */
    LazyMemory memory() {
        return memory;
    }

    /** The back end on the host, or null. */
    HostSide hostSide() {
        return hostSide;
    }

    /** What the back end does for a disk request, on either way. */
    Burst diskAtHost() {
        return diskAtHost;
    }

    /** What the back end does for the packets of a request. */
    Burst requestAtHost() {
        return requestAtHost;
    }

    /** What the back end does for the packets of a response. */
    Burst responseAtHost() {
        return responseAtHost;
    }

    Burst receiveBurst() {
        return receiveBurst;
    }

    /** Packets of a request that the guest handles. */
    double requestPackets() {
        return requestPackets;
    }

    RequestListener listener() {
        return listener;
    }

    RequestSource source() {
        return source;
    }

    Instruction instruction(int index) {
        return program[index];
    }

    /** Whether requests come over the network. */
    boolean isRemote() {
        return workload.exchange() != null;
    }

    long transmitRequest() {
        Workload.Exchange exchange = workload.exchange();
        return inbound.transmit(exchange.requestBytes(), exchange.requestPackets());
    }

    long transmitResponse() {
        Workload.Exchange exchange = workload.exchange();
        return outbound.transmit(exchange.responseBytes(), exchange.responsePackets());
    }

    /** Sends the data of {@code task}; returns whether it may go on at once, else it waits until it may send more. */
    boolean send(Task task, Instruction send) {
        if (sendQueue != null) {
            return sendQueue.send(task, send.bytes(), send.packets(), send.burst());
        }
        outbound.transmit(send.bytes(), send.packets());
        long fullNs = outbound.windowFullNs();
        if (fullNs == 0) {
            return true;
        }
        task.startWaiting();
        task.expireIn(fullNs);
        return false;
    }

    /** Lets {@code task} in if the guest may serve another request, else keeps it until one is done. */
    boolean admit(Task task) {
        if (places == 0) {
            task.startWaiting();
            backlog.add(task);
            return false;
        }
        places--;
        return true;
    }

    /** The request of {@code done} is served: the one that waits longest is let in. */
    void release(Task done, GuestCpu cpu) {
        if (backlog.isEmpty()) {
            places++;
            return;
        }
        Task task = backlog.take();
        done.letIn(task);
        ((Worker) task.body()).admit();
        os.ready(task, cpu);
    }

    private static final class NoSource implements RequestSource {
        @Override
        public void start() {}

        @Override
        public void finished(Worker worker) {}
    }
}
