// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.machine.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * A host on which nothing costs anything, for tests of a policy by hand: vCPUs that compute for as long as they are told
 * and then halt. It checks what every policy must keep: that a vCPU runs in one place, where it may, and only when it has
 * something to do.
 */
final class TestHost implements Dispatcher {
    static final long US = 1_000;
    static final long MS = 1_000_000;
    static final long FOREVER = Long.MAX_VALUE / 4;

    final Simulation simulation = new Simulation();
    private final Topology topology;
    private final VcpuScheduler scheduler;
    private final List<Vcpu> vcpus = new ArrayList<>();
    private final Vcpu[] running;
    private final Timer[] slices;
    /** pCPUs that count as being on their way to a vCPU. */
    final BitSet switching = new BitSet();

    private final TreeSet<Integer> asked = new TreeSet<>();
    private int vms;

    /** A stretch of time in which a vCPU had a pCPU. */
    record Run(String vcpu, int pcpu, long from, long to) {}

    private final List<Run> runs = new ArrayList<>();

    TestHost(Topology topology, VcpuScheduler scheduler, Parameters parameters) {
        this.topology = topology;
        this.scheduler = scheduler;
        this.running = new Vcpu[topology.pcpus()];
        this.slices = new Timer[topology.pcpus()];
        for (int i = 0; i < slices.length; i++) {
            int pcpu = i;
            slices[i] = simulation.timer(1, () -> choose(pcpu));
        }
        scheduler.start(this, parameters);
    }

    /** A VM of one vCPU with {@code shares}, on any pCPU. */
    Vcpu vcpu(String name, double shares) {
        return vm(name, 1, Claim.of(shares, all())).get(0);
    }

    /** A VM whose vCPUs are called {@code name}, or {@code name0} and so on if there are several. */
    List<Vcpu> vm(String name, int count, Claim claim) {
        List<Vcpu> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Vcpu vcpu = new Vcpu(count == 1 ? name : name + i, new Contender(vcpus.size(), vms, claim));
            vcpus.add(vcpu);
            added.add(vcpu);
            scheduler.add(vcpu.contender);
        }
        vms++;
        return added;
    }

    /** The same with memory on {@code socket} only. */
    List<Vcpu> vm(String name, int count, int socket) {
        List<Vcpu> added = new ArrayList<>();
        Claim claim = Claim.of(Claim.NORMAL_SHARES, all());
        for (int i = 0; i < count; i++) {
            Contender contender = new Contender(vcpus.size(), vms, claim, topology.pcpusOf(socket));
            Vcpu vcpu = new Vcpu(count == 1 ? name : name + i, contender);
            vcpus.add(vcpu);
            added.add(vcpu);
            scheduler.add(contender);
        }
        vms++;
        return added;
    }

    BitSet all() {
        return pcpus(0, topology.pcpus());
    }

    static BitSet pcpus(int from, int to) {
        BitSet set = new BitSet();
        set.set(from, to);
        return set;
    }

    void runUntil(long ns) {
        simulation.runUntil(ns);
    }

    /** What ran on {@code pcpu} so far, such as {@code A 0-4, B 4-8}, in units of {@code unitNs}; idle time left out. */
    String trace(int pcpu, long unitNs) {
        List<Run> merged = new ArrayList<>();
        for (Run run : allRuns()) {
            if (run.pcpu != pcpu) {
                continue;
            }
            Run last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && last.vcpu.equals(run.vcpu) && last.to == run.from) {
                merged.set(merged.size() - 1, new Run(run.vcpu, pcpu, last.from, run.to));
            } else {
                merged.add(run);
            }
        }
        return merged.stream()
                .map(run -> run.vcpu + " " + number(run.from, unitNs) + "-" + number(run.to, unitNs))
                .collect(Collectors.joining(", "));
    }

    private static String number(long ns, long unitNs) {
        return ns % unitNs == 0 ? Long.toString(ns / unitNs) : Double.toString((double) ns / unitNs);
    }

    private List<Run> allRuns() {
        List<Run> all = new ArrayList<>(runs);
        for (int pcpu = 0; pcpu < running.length; pcpu++) {
            if (running[pcpu] != null && running[pcpu].since < now()) {
                all.add(new Run(running[pcpu].name, pcpu, running[pcpu].since, now()));
            }
        }
        return all;
    }

    /** Busy time of all pCPUs so far, in nanoseconds. */
    long busyNs() {
        return allRuns().stream().mapToLong(run -> run.to - run.from).sum();
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public long now() {
        return simulation.now();
    }

    @Override
    public Timer timer(Runnable action) {
        return simulation.timer(1, () -> {
            action.run();
            answer();
        });
    }

    @Override
    public void reschedule(int pcpu) {
        asked.add(pcpu);
    }

    /** A switch takes no time here, unless a test says that pCPUs are in one. */
    @Override
    public boolean isSwitching(int pcpu) {
        return switching.get(Objects.checkIndex(pcpu, running.length));
    }

    /** What policies had moved of the memory of VMs, such as {@code VM 2 to 1}, in order. */
    final List<String> moves = new ArrayList<>();

    @Override
    public void moveMemory(int vm, int socket, double share) {
        moves.add("VM " + vm + " to " + socket);
    }

    @Override
    public void waitsBecauseOf(Contender vcpu, Wait wait) {
        vcpus.get(vcpu.id()).waitsBecauseOf(wait);
    }

    private void answer() {
        while (!asked.isEmpty()) {
            int pcpu = asked.pollFirst();
            if (running[pcpu] == null) {
                choose(pcpu);
            } else {
                slices[pcpu].armIn(0);
            }
        }
    }

    private void choose(int pcpu) {
        Contender next = scheduler.schedule(pcpu);
        slices[pcpu].cancel();
        if (next != null && scheduler.sliceNs(pcpu) != Long.MAX_VALUE) {
            slices[pcpu].armIn(scheduler.sliceNs(pcpu));
        }
        Vcpu vcpu = next == null ? null : vcpus.get(next.id());
        if (vcpu != running[pcpu]) {
            if (running[pcpu] != null) {
                running[pcpu].stop();
            }
            if (vcpu != null) {
                vcpu.start(pcpu);
            }
        }
        answer();
    }

    /** A vCPU that computes when told to. */
    final class Vcpu {
        final String name;
        final Contender contender;
        private final Timer done = simulation.timer(this::halt);
        private Runnable whenDone = () -> {};
        private long leftNs;
        private int pcpu = -1;
        private long since;
        private long ranNs;
        private long runnableSince;
        private final long[] waitedNs = new long[Wait.values().length];
        private Wait wait = Wait.CONTENTION;
        private boolean runnable;
        private long wokenAt;
        /** For each burst, the time from wake-up to end. */
        final List<Long> responses = new ArrayList<>();

        Vcpu(String name, Contender contender) {
            this.name = name;
            this.contender = contender;
        }

        /** Computes from {@code at} for {@code ns}. */
        Vcpu burst(long at, long ns) {
            simulation.timer(() -> wake(ns)).armAt(at);
            return this;
        }

        /** Computes from {@code at} on and never halts. */
        Vcpu hog(long at) {
            return burst(at, FOREVER);
        }

        /** Computes for {@code burstNs} each {@code periodNs} from {@code at} on; late bursts delay the next. */
        Vcpu periodic(long at, long burstNs, long periodNs) {
            burst(at, burstNs);
            whenDone = () -> burst(Math.max(now(), wokenAt + periodNs), burstNs);
            return this;
        }

        /** Computes for {@code burstNs}, sleeps for {@code sleepNs}, and so on. */
        Vcpu closedLoop(long at, long burstNs, long sleepNs) {
            return closedLoop(at, burstNs, () -> sleepNs);
        }

        /** Computes for {@code burstNs}, sleeps for as long as drawn, and so on. */
        Vcpu closedLoop(long at, long burstNs, LongSupplier sleepNs) {
            burst(at, burstNs);
            whenDone = () -> burst(now() + sleepNs.getAsLong(), burstNs);
            return this;
        }

        /** Time on a pCPU so far, in nanoseconds. */
        long ranNs() {
            return ranNs + (pcpu < 0 ? 0 : now() - since);
        }

        /** Share of the time until now that the vCPU had a pCPU. */
        double share() {
            return (double) ranNs() / now();
        }

        /** Time runnable without a pCPU so far because of {@code why}, in nanoseconds. */
        long waitedNs(Wait why) {
            settleWait();
            return waitedNs[why.ordinal()];
        }

        boolean isRunnable() {
            return runnable;
        }

        int pcpu() {
            return pcpu;
        }

        private void wake(long ns) {
            if (runnable || pcpu >= 0) {
                throw new IllegalStateException(name + " is not halted");
            }
            leftNs = ns;
            wokenAt = now();
            becomeRunnable();
            scheduler.wake(contender);
            answer();
        }

        private void becomeRunnable() {
            runnable = true;
            runnableSince = now();
        }

        private void waitsBecauseOf(Wait next) {
            settleWait();
            wait = next;
        }

        private void settleWait() {
            if (runnable) {
                waitedNs[wait.ordinal()] += now() - runnableSince;
                runnableSince = now();
            }
        }

        private void start(int on) {
            if (!runnable || !contender.mayRunOn(on)) {
                throw new IllegalStateException(name + " cannot run on pCPU " + on);
            }
            settleWait();
            runnable = false;
            pcpu = on;
            running[on] = this;
            since = now();
            done.armIn(leftNs);
        }

        private void stop() {
            done.cancel();
            leave();
            becomeRunnable();
        }

        private void halt() {
            int on = pcpu;
            leave();
            responses.add(now() - wokenAt);
            scheduler.block(contender, on);
            choose(on);
            whenDone.run();
        }

        private void leave() {
            if (now() > since) {
                runs.add(new Run(name, pcpu, since, now()));
            }
            ranNs += now() - since;
            leftNs -= now() - since;
            running[pcpu] = null;
            pcpu = -1;
        }
    }
}
