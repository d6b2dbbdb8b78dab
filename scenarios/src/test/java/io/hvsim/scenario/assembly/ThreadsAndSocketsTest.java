// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What a scenario says of threads and sockets slows vCPUs down as much as it says. */
class ThreadsAndSocketsTest {
    private static String on(String host, String vm) {
        return """
                title: test
                host: {extends: ideal, cpu: {extends: ideal, thread-speed: 0.6}, clock: 1 GHz, cores-per-socket: 2, %s}
                hypervisor: bare-metal
                vms:
                  vm:
                    guest: ideal
                    workload: {title: job, page-tables: long-lived, memory-stalls: 0.5, program: [{work: {user: 1000000 cycles}}]}
                    load: {batch: {jobs: 1000, workers: 2}}
                    %s
                run: {until: done, replications: 1}
                """.formatted(host, vm);
    }

    private static double makespan(String host, String vm) {
        return Runs.value(Runs.run(on(host, vm)), "makespan");
    }

    @Test
    void twoThreadsOfACoreAreEachAsFastAsTheCpuSays() {
        double cores = makespan("threads-per-core: 2", "vcpus: 2");
        double threads = makespan("threads-per-core: 2", "vcpus: 2\n    affinity: [0, 1]");
        assertThat(cores).isCloseTo(0.5, within(1e-6));
        assertThat(threads).isCloseTo(0.5 / 0.6, within(1e-6));
    }

    /** Two jobs of 1 s at 1 GHz: on two active cores at 1.2 GHz, on one alone at 1.5 GHz. */
    @Test
    void clockFollowsTheTurboStepsOfTheHost() {
        String steps = "turbo: [{cores: 1, clock: 1.5 GHz}, {cores: 2, clock: 1.2 GHz}]";
        assertThat(makespan(steps, "vcpus: 2")).isCloseTo(0.5, within(1e-6));
        String turbo = on(steps, "vcpus: 2").replace("vms:", "turbo: true\nvms:");
        assertThat(Runs.value(Runs.run(turbo), "makespan")).isCloseTo(0.5 / 1.2, within(1e-6));
        String alone = turbo.replace("vcpus: 2", "vcpus: 1");
        assertThat(Runs.value(Runs.run(alone), "makespan")).isCloseTo(1 / 1.5, within(1e-6));
    }

    /**
     * Two VMs take turns of 8 ms on one pCPU. Of a footprint of 1024 lines the core holds 256, each filled in 10 cycles, and
     * has lost them all after 8 ms; the shared cache holds all, filled in 50 cycles each, and has lost half.
     */
    @Test
    void aFootprintIsFilledAnewInWhatTheCpuHasOfCaches() {
        String text = """
                title: test
                host:
                  extends: ideal
                  cores-per-socket: 1
                  clock: 1 GHz
                  cpu:
                    extends: ideal
                    vcpu-switch-pollution: 1 kcycles
                    caches:
                      {core: 16 KiB, core-fill: 10 cycles, core-turnover: 10 us, shared: 1 MiB, shared-fill: 50 cycles, shared-turnover: 11.541560327 ms}
                hypervisor: {extends: ideal, scheduler: {extends: round-robin, quantum: 8 ms}}
                vms:
                  vm:
                    guest: ideal
                    count: 2
                    workload: {title: job, page-tables: long-lived, footprint: 64 KiB, program: [{work: {user: 1000000 cycles}}]}
                    load: {closed: {clients: 2, think: 0 s}}
                run: {warmup: 1 s, duration: 16 s, replications: 1}
                """;
        double perTurnNs = 256 * 10 + 0.5 * 1024 * 50;
        assertThat(Runs.value(Runs.run(text), "overhead.vcpu-switch")).isCloseTo(perTurnNs / 16e6, within(1e-5));
        String without = text.replace("footprint: 64 KiB, ", "");
        assertThat(Runs.value(Runs.run(without), "overhead.vcpu-switch")).isCloseTo(1000 / 16e6, within(1e-5));
    }

    @Test
    void remoteMemoryStretchesTheStallsOfTheWorkload() {
        double remote =
                makespan("sockets: 2, remote-latency: 1.6", "vcpus: 2\n    affinity: [0, 1]\n    memory-sockets: [1]");
        assertThat(remote).isCloseTo(0.5 * 1.3, within(1e-6));
    }
}
