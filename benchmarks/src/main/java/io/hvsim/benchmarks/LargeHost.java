// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import java.util.Locale;

/**
 * How fast a large host is simulated: 256 VMs of 4 vCPUs on 64 pCPUs, a tick of 1000 Hz on every vCPU, and requests at 100/s
 * for each VM.
 *
 * <pre>
 *   java -XX:+UseSerialGC -cp benchmarks/target/hvsim-benchmarks-0.1.0.jar io.hvsim.benchmarks.LargeHost [SCHEDULER...]
 * </pre>
 *
 * <p>The serial collector is the one that {@code ./hvsim} starts with, and that {@link ModelRatios} measures under.
 *
 * <p>Prints a line for each scheduler of the library that is named, else for one of each family, from CPU times ({@link
 * HostRun}). {@code speed} is simulated time over CPU time: at 1.00 the host is simulated in
 * real time on one core. {@code bytes/event} is what the simulation loop allocates in its steady state, which should be
 * next to nothing: requests under way and the series of results still grow now and then.
 */
public final class LargeHost {
    private static final List<String> FAMILIES =
            List.of("round-robin", "linux-cfs-5.x", "linux-eevdf-6.12", "xen-credit-2009", "xen-credit2", "esx-3");
    private static final long RUN_IN_NS = 2_000_000_000;
    private static final long MEASURED_NS = 2_000_000_000;
    private static final String SCENARIO = """
            title: A large host
            question: How fast is it simulated?
            host: {extends: xeon-8160, sockets: 2, cores-per-socket: 32}
            hypervisor: {extends: kvm-5.6, scheduler: {extends: SCHEDULER}}
            vms:
              vm:
                count: 256
                vcpus: 4
                guest: {extends: linux-4.0, hz: 1000, tickless: false}
                memory: 512 MiB
                devices: {disk: array}
                workload: dynamic-web
                load: {open: {rate: 100/s}}
            # Longer than is simulated: else the time series would grow beyond what it is for.
            run: {warmup: 0.2 s, duration: 100000 s, replications: 1, seed: 1}
            """;

    private LargeHost() {}

    public static void main(String[] schedulers) throws ScenarioException {
        print("%-20s %7s %12s %12s %13s%n", "scheduler", "speed", "events/cpu-s", "events/sim-s", "bytes/event");
        for (String scheduler : schedulers.length == 0 ? FAMILIES : List.of(schedulers)) {
            measure(scheduler);
        }
    }

    private static void measure(String scheduler) throws ScenarioException {
        HostRun host = new HostRun(SCENARIO.replace("SCHEDULER", scheduler));
        host.advance(RUN_IN_NS);
        HostRun.Cost cost = host.advance(MEASURED_NS);
        print(
                "%-20s %7.2f %12.0f %12.0f %13.3f%n",
                scheduler,
                cost.speed(),
                cost.eventsPerCpuSecond(),
                cost.events() * 1e9 / MEASURED_NS,
                cost.bytesPerEvent());
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
