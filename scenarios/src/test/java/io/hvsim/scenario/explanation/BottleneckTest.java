// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Systems whose bottleneck is known. */
class BottleneckTest {
    private static final String RUN = "run: {warmup: 2 s, duration: 60 s, replications: 2, seed: 5}";

    private static String open(String rate, String more) {
        return """
                title: one VM
                host: ideal
                hypervisor: %s
                vms:
                  vm: {guest: ideal, workload: ideal-service%s, load: {open: {rate: %s, arrivals: poisson}}}
                """.formatted(
                        more.contains("limit") ? "{extends: ideal, scheduler: linux-eevdf-6.18y}" : "ideal", more, rate)
                + RUN;
    }

    private static ResourceUse use(Bottleneck found, Resource resource) {
        return found.uses().stream()
                .filter(use -> use.resource() == resource)
                .findFirst()
                .orElseThrow();
    }

    /** M/M/1: a request waits for the only vCPU; up to 20 % use, p99 is mostly its own service. */
    @ParameterizedTest(name = "{0} on a vCPU that serves 1000/s: {2}")
    @CsvSource({"200/s, 0.2, NONE", "700/s, 0.7, DOMINANT", "960/s, 0.96, SATURATED"})
    void d1AnMm1QueueIsABottleneckByItsUtilization(String rate, double utilization, Bottleneck.Kind kind)
            throws InterruptedException {
        Bottleneck found = Explained.bottleneck(open(rate, ""));
        assertThat(found.kind()).isEqualTo(kind);
        assertThat(use(found, Resource.VCPUS).utilization()).isCloseTo(utilization, within(0.02));
        assertThat(found.busiest().orElseThrow().resource()).isEqualTo(Resource.VCPUS);
        assertThat(found.overloaded()).isFalse();
    }

    @Test
    void moreThanCanBeServedIsSaidToBe() throws InterruptedException {
        Bottleneck found = Explained.bottleneck(open("1500/s", ""));
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.SATURATED);
        assertThat(found.overloaded()).isTrue();
    }

    /** 300 requests of 1 ms a second take 0.3 of the CPU, under a limit of 0.32 of it. */
    @Test
    void d2ALimitIsUsedByWhatRunsUnderIt() throws InterruptedException {
        Bottleneck found = Explained.bottleneck(open("300/s", ", limit: 320 MHz"));
        assertThat(found.resource().orElseThrow().resource()).isEqualTo(Resource.CPU_LIMIT);
        assertThat(use(found, Resource.CPU_LIMIT).utilization()).isCloseTo(0.3 / 0.32, within(0.03));
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.SATURATED);
    }

    /** Half of the limit is used, but whoever comes when the quota of a period is gone waits for the next. */
    @Test
    void aLimitThatIsHalfUsedCanMakeLatency() throws InterruptedException {
        Bottleneck found = Explained.bottleneck(open("50/s", ", limit: 100 MHz"));
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.DOMINANT);
        assertThat(found.resource().orElseThrow().resource()).isEqualTo(Resource.CPU_LIMIT);
    }

    /** Six VMs of which each wants 0.8 of a pCPU, on four. */
    @Test
    void tooManyVmsWaitForPcpus() throws InterruptedException {
        Bottleneck found = Explained.bottleneck(open("800/s", ", count: 6"));
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.SATURATED);
        assertThat(found.resource().orElseThrow().resource()).isEqualTo(Resource.PCPUS);
        assertThat(found.overloaded()).isTrue();
    }

    /** Four VMs that never stop have a pCPU each: all pCPUs are in use, but nobody waits for one. */
    @Test
    void vcpusThatNeverStopAreTheBottleneckWhereEachHasAPcpu() throws InterruptedException {
        Bottleneck found = Explained.bottleneck("""
                title: busy
                host: ideal
                hypervisor: ideal
                vms:
                  vm: {count: 4, guest: ideal, workload: ideal-service, load: {batch: {jobs: 1000000}}}
                run: {warmup: 0 s, duration: 2 s, replications: 2}
                """);
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.SATURATED);
        assertThat(found.resource().orElseThrow().resource()).isEqualTo(Resource.VCPUS);
        assertThat(found.saturatedToo()).extracting(ResourceUse::resource).containsExactly(Resource.PCPUS);
    }

    /** The other VMs keep every pCPU busy, but this one has one to itself and hardly uses it. */
    @Test
    void pcpusThatOthersKeepBusyAreNoBottleneckForWhoeverDoesNotWait() throws InterruptedException {
        Bottleneck found = Explained.bottleneck("""
                title: apart
                host: ideal
                hypervisor: ideal
                vms:
                  quiet: {guest: ideal, affinity: [0], workload: ideal-service, load: {open: {rate: 100/s, arrivals: poisson}}}
                  loud: {count: 3, guest: ideal, affinity: [1, 2, 3], workload: ideal-service, load: {batch: {jobs: 1000000}}}
                  even: {guest: ideal, affinity: [1, 2, 3], workload: ideal-service, load: {batch: {jobs: 1000000}}}
                run: {warmup: 0 s, duration: 10 s, replications: 2}
                """);
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.NONE);
    }

    /** Four vCPUs that spin on one lock are busy, but more of them would only spin. */
    @Test
    void aLockThatAllSpinOnIsTheBottleneckAndNotTheVcpusThatSpin() throws InterruptedException {
        Bottleneck found = Explained.bottleneck("""
                title: one lock
                host: ideal
                hypervisor: ideal
                vms:
                  vm:
                    vcpus: 4
                    guest: ideal
                    workload:
                      title: all under a lock
                      description: all under a lock
                      page-tables: long-lived
                      figures-from: {assumed: "a test"}
                      program: [{locked: {lock: one, kind: spin, user: 1 Mcycles}}]
                    load: {batch: {jobs: 1000000, workers: 4}}
                run: {warmup: 0 s, duration: 2 s, replications: 2}
                """);
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.DOMINANT);
        assertThat(found.resource().orElseThrow().resource()).isEqualTo(Resource.LOCKS);
    }

    /** Two VMs that may run on one of four pCPUs only: the others are idle. */
    @Test
    void vmsThatAreBoundToABusyPcpuWaitForIt() throws InterruptedException {
        Bottleneck found = Explained.bottleneck(open("480/s", ", count: 2, affinity: [1]"));
        ResourceUse pcpus = use(found, Resource.PCPUS);
        assertThat(found.resource()).contains(pcpus);
        assertThat(pcpus.utilization()).isCloseTo(0.96, within(0.03));
        assertThat(pcpus.name()).contains("affinity");
    }

    /** 80 requests a second of a mean of 10 ms keep a disk busy for 0.8 of the time (utilization law). */
    @Test
    void d3ADiskIsUsedByRequestsTimesServiceTime() throws InterruptedException {
        Bottleneck found = Explained.bottleneck(
                disk("{extends: hdd-7200, reorder-gain: 0, queue-depth: 1, service: {mean: 10 ms, cv: 1}}"));
        assertThat(found.kind()).isEqualTo(Bottleneck.Kind.DOMINANT);
        assertThat(found.resource().orElseThrow().resource()).isEqualTo(Resource.DISK);
        assertThat(use(found, Resource.DISK).utilization()).isCloseTo(0.8, within(0.03));
        assertThat(use(found, Resource.DISK).latencyShare()).isGreaterThan(0.99);
    }

    static String disk(String disk) {
        return """
                title: requests to a disk
                host: ideal
                hypervisor: ideal
                vms:
                  vm:
                    guest: ideal
                    devices: {disk: %s}
                    workload:
                      title: a read
                      description: a read
                      page-tables: long-lived
                      figures-from: {assumed: "a test"}
                      program: [{disk: {requests: 1, size: 4 KiB}}]
                    load: {open: {rate: 80/s, arrivals: poisson}}
                """.formatted(disk) + RUN;
    }
}
