// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * How the cost of an event and the memory of a VM grow with the host, as CSV.
 *
 * <pre>
 *   java -cp benchmarks/target/hvsim-benchmarks-0.1.0.jar io.hvsim.benchmarks.Scaling [SCHEDULER...]
 * </pre>
 *
 * <p>Along {@code pcpus} there are two VMs of two vCPUs for each pCPU, from 1 pCPU to 512. Along {@code vms} there are from 10
 * VMs of one vCPU, on one pCPU, to 10,000, on 512. Requests come at the same rate for each pCPU everywhere, and keep
 * about half of it busy. Every point has a JVM of its own with 2 GiB of heap, and fails if that does not suffice. {@code
 * cpu_ns_per_event} is CPU time of the simulating thread once the host has run in, the least of {@value #PARTS} parts, as
 * other load on the machine only adds to it; {@code bytes_per_vm} is what is in use after a collection then.
 */
public final class Scaling {
    private static final String PCPUS = "pcpus";
    private static final String VMS = "vms";
    private static final List<String> FAMILIES = List.of("linux-cfs-5.x", "linux-eevdf-6.12", "xen-credit2", "esx-3");
    private static final int MOST_PCPUS = 512;
    private static final int MOST_VMS = 10_000;
    private static final int RATE_PER_PCPU = 300;
    private static final int PARTS = 5;
    private static final long RUN_IN = 1_500_000;
    private static final long MEASURED = 2_000_000;
    private static final String SCENARIO = """
            title: A host
            question: How fast is it simulated?
            host: {extends: xeon-8160, sockets: %d, cores-per-socket: %d}
            hypervisor: {extends: kvm-5.6, scheduler: {extends: %s}}
            vms:
              vm:
                count: %d
                vcpus: %d
                guest: linux-4.0
                memory: 16 MiB
                devices: {disk: array}
                workload: dynamic-web
                load: {open: {rate: %s/s}}
            # Longer than is simulated: else the time series would grow beyond what it is for.
            run: {warmup: 0.2 s, duration: 100000 s, replications: 1, seed: 1}
            """;

    private Scaling() {}

    public static void main(String[] arguments) throws ScenarioException, IOException, InterruptedException {
        if (arguments.length == 3) {
            System.out.println(measure(arguments[0], Integer.parseInt(arguments[1]), arguments[2]));
            return;
        }
        System.out.println("axis,value,scheduler,events,cpu_ns_per_event,bytes_per_vm");
        for (String scheduler : arguments.length == 0 ? FAMILIES : List.of(arguments)) {
            for (int pcpus = 1; pcpus <= MOST_PCPUS; pcpus *= 2) {
                measureApart(PCPUS, pcpus, scheduler);
            }
            for (int vms = 10; vms <= MOST_VMS; vms *= 10) {
                measureApart(VMS, vms, scheduler);
            }
        }
    }

    private static void measureApart(String axis, int value, String scheduler)
            throws IOException, InterruptedException {
        System.out.println(ChildJvm.run(Scaling.class, List.of(axis, String.valueOf(value), scheduler)));
    }

    private static String measure(String axis, int value, String scheduler) throws ScenarioException {
        boolean alongPcpus = axis.equals(PCPUS);
        int vms = alongPcpus ? 2 * value : value;
        int pcpus = alongPcpus ? value : Math.max(1, value * MOST_PCPUS / MOST_VMS);
        int sockets = pcpus % 2 == 0 ? 2 : 1;
        double rate = (double) RATE_PER_PCPU * pcpus / vms;
        String scenario = SCENARIO.formatted(
                sockets, pcpus / sockets, scheduler, vms, alongPcpus ? 2 : 1, String.format(Locale.ROOT, "%.3f", rate));
        long before = bytesInUse();
        HostRun host = new HostRun(scenario);
        host.executeAtLeast(RUN_IN);
        double bytesPerVm = (double) (bytesInUse() - before) / vms;
        long events = 0;
        double leastNs = Double.POSITIVE_INFINITY;
        for (int i = 0; i < PARTS; i++) {
            HostRun.Cost cost = host.executeAtLeast(MEASURED / PARTS);
            events += cost.events();
            leastNs = Math.min(leastNs, cost.nsPerEvent());
        }
        return String.format(Locale.ROOT, "%s,%d,%s,%d,%.1f,%.0f", axis, value, scheduler, events, leastNs, bytesPerVm);
    }

    private static long bytesInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
