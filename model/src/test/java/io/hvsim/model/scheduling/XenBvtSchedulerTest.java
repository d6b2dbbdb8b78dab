// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;
import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.machine.Topology;
import org.junit.jupiter.api.Test;

class XenBvtSchedulerTest {

    /** Those of 2003: an allowance of 5 ms, charges of 100 us, no warp. */
    static Parameters parameters() {
        return new Parameters()
                .with("context-switch-allowance", 5 * MS)
                .with("charging-unit", 100 * US)
                .with("wake-up", "after-allowance")
                .with("warp", 0)
                .with("warp-limit", 0)
                .with("unwarp", 0);
    }

    private static TestHost host(int pcpus, Parameters parameters) {
        return new TestHost(Topology.flat(pcpus), new XenBvtScheduler(), parameters);
    }

    @Test
    void equalHogsTakeTurnsOfOneAllowance() {
        TestHost host = host(1, parameters());
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).hog(0);
        host.runUntil(20 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-5, B 5-10, A 10-15, B 15-20");
    }

    /** An allowance takes A 500 forward and B 250: after A 500, B 250, B 500, the one that waited longer goes first. */
    @Test
    void twiceTheSharesAdvanceHalfAsFast() {
        TestHost host = host(1, parameters());
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 2000).hog(0);
        host.runUntil(45 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-5, B 5-15, A 15-20, B 20-30, A 30-35, B 35-45");
    }

    /** A has run for 2 ms when B wakes, and goes on for the 3 ms left of its allowance. */
    @Test
    void wakingVcpuWaitsForTheAllowance() {
        TestHost host = host(1, parameters());
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(2 * MS, MS);
        host.runUntil(10 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-5, B 5-6, A 6-10");
    }

    /** Alone, A is looked at every 50 ms; at 7 ms its allowance is over. */
    @Test
    void wakingVcpuPreemptsAtOnceAfterTheAllowance() {
        TestHost host = host(1, parameters());
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(7 * MS, MS);
        host.runUntil(10 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-7, B 7-8, A 8-10");
    }

    /** B's virtual time, the system's 0, is behind that of A, 20 after 200 us. */
    @Test
    void preemptsAtOnceIfNotAhead() {
        TestHost host = host(1, parameters().with("wake-up", "at-once"));
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(200 * US, MS);
        host.runUntil(5 * MS);
        assertThat(host.trace(0, 100 * US)).isEqualTo("A 0-2, B 2-12, A 12-50");
    }

    /** B has virtual time 200 from its first burst; at 2.5 ms A has 50 and keeps its allowance. */
    @Test
    void whoIsAheadWaitsForTheAllowance() {
        TestHost host = host(1, parameters().with("wake-up", "at-once"));
        host.vcpu("B", 1000).burst(0, 2 * MS).burst(2_500 * US, MS);
        host.vcpu("A", 1000).hog(2 * MS);
        host.runUntil(12 * MS);
        assertThat(host.trace(0, 100 * US)).isEqualTo("B 0-20, A 20-70, B 70-80, A 80-120");
    }

    /** B pays 20 for 150 us, and so does A for the 110 us from there to B's wake-up: B is not ahead. */
    @Test
    void chargesAreRoundedUp() {
        TestHost host = host(1, parameters().with("wake-up", "at-once"));
        host.vcpu("B", 1000).burst(0, 150 * US).burst(260 * US, 10 * US);
        host.vcpu("A", 1000).hog(150 * US);
        host.runUntil(500 * US);
        assertThat(host.trace(0, 10 * US)).isEqualTo("B 0-15, A 15-26, B 26-27, A 27-50");
    }

    /** B sleeps until A and C are at 5,000; it starts from there and does not run for 50 ms to catch up. */
    @Test
    void sleepingSavesUpNothing() {
        TestHost host = host(1, parameters());
        host.vcpu("A", 1000).hog(0);
        host.vcpu("C", 1000).hog(0);
        host.vcpu("B", 1000).hog(100 * MS);
        host.runUntil(130 * MS);
        assertThat(host.trace(0, MS)).endsWith("B 100-105, A 105-110, C 110-115, B 115-120, A 120-125, C 125-130");
    }

    /**
     * All three have 1,000 when B wakes. It borrows 2,000, and at 30 ms still goes before C; at 35 ms the limit is past, and B,
     * with 2,000, waits until A and C have as much.
     */
    @Test
    void wokenVcpuBorrowsUntilTheLimitAndPaysBack() {
        TestHost host = host(
                1,
                parameters().with("warp", 20 * MS).with("warp-limit", 12 * MS).with("unwarp", 50 * MS));
        host.vcpu("A", 1000).hog(0);
        host.vcpu("C", 1000).hog(0);
        host.vcpu("B", 1000).hog(21 * MS);
        host.runUntil(55 * MS);
        assertThat(host.trace(0, MS))
                .isEqualTo("A 0-5, C 5-10, A 10-15, C 15-20, A 20-25, B 25-35, C 35-40, A 40-45, C 45-50, B 50-55");
    }

    /**
     * All borrow when they wake at 0. B is found past the limit at 20 ms, so that at 48 ms it may not borrow: at 51 ms, with
     * 1,600, it lets A go, with 1,500.
     */
    @Test
    void whoReachedTheLimitMayNotBorrowAgainAtOnce() {
        TestHost host = host(
                1,
                parameters().with("warp", 20 * MS).with("warp-limit", 12 * MS).with("unwarp", 50 * MS));
        host.vcpu("B", 1000).burst(0, 16 * MS).burst(48 * MS, 10 * MS);
        host.vcpu("A", 1000).hog(0);
        host.vcpu("C", 1000).hog(0);
        host.runUntil(80 * MS);
        assertThat(host.trace(0, MS))
                .isEqualTo(
                        "B 0-5, C 5-10, A 10-15, B 15-20, C 20-25, A 25-30, B 30-35, C 35-40, A 40-45, B 45-46, C 46-51, A 51-56, "
                                + "B 56-61, C 61-66, A 66-71, B 71-76, C 76-80");
    }

    /** vCPUs are spread in turn and stay: B, alone on the other pCPU, halts and leaves it idle. */
    @Test
    void vcpusStayWhereTheyWereCreated() {
        TestHost host = host(2, parameters());
        host.vcpu("A", 1000).hog(0);
        host.vcpu("B", 1000).burst(0, 5 * MS);
        host.vcpu("C", 1000).hog(0);
        host.runUntil(20 * MS);
        assertThat(host.trace(0, MS)).isEqualTo("A 0-5, C 5-10, A 10-15, C 15-20");
        assertThat(host.trace(1, MS)).isEqualTo("B 0-5");
    }
}
