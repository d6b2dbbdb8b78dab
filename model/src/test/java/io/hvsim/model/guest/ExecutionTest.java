// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.CpuGeneration;
import io.hvsim.model.machine.Host;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Ledger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private static final Host GHZ =
            new Host("1 GHz", new CpuGeneration("any", 1, 1, 0, 0, 0), 1e9, Topology.flat(1), Sharing.NONE);

    private static Burst burst(double kernel, double faults, double dilation) {
        Bill bill = new Bill();
        bill.add(Cause.KERNEL, kernel);
        bill.add(Cause.PF_HIDDEN, faults);
        bill.count(Cause.PF_HIDDEN, 4);
        return Burst.of(bill, GHZ, dilation);
    }

    @Test
    void wholeExecutionChargesEachCauseItsPart() {
        Execution execution = new Execution();
        Ledger ledger = new Ledger();
        long[] blame = new long[Cause.COUNT];
        execution.start(burst(300, 100, 0.5), 1000);
        assertThat(execution.remainingNs()).isEqualTo(300 + 100 + 1000 + 500);
        execution.advance(1900, ledger, blame, null);
        assertThat(execution.isDone()).isTrue();
        assertThat(ledger.ns[Cause.KERNEL.ordinal()]).isEqualTo(300);
        assertThat(ledger.ns[Cause.PF_HIDDEN.ordinal()]).isEqualTo(100);
        assertThat(ledger.ns[Cause.USER.ordinal()]).isEqualTo(1000);
        assertThat(ledger.ns[Cause.DILATION.ordinal()]).isEqualTo(500);
        assertThat(ledger.counts[Cause.PF_HIDDEN.ordinal()]).isEqualTo(4);
        assertThat(blame).isEqualTo(ledger.ns);
    }

    @Test
    void halfAnExecutionChargesHalfOfEachCause() {
        Execution execution = new Execution();
        Ledger ledger = new Ledger();
        execution.start(burst(300, 100, 0), 1000);
        execution.advance(700, ledger, null, null);
        assertThat(ledger.ns[Cause.KERNEL.ordinal()]).isEqualTo(150);
        assertThat(ledger.ns[Cause.PF_HIDDEN.ordinal()]).isEqualTo(50);
        assertThat(ledger.ns[Cause.USER.ordinal()]).isEqualTo(500);
        assertThat(ledger.counts[Cause.PF_HIDDEN.ordinal()]).isCloseTo(2, within(1e-12));
    }

    /** Wherever an execution is cut, each cause gets the same in the end and every piece adds up. */
    @Property(tries = 300)
    void cutsDoNotChangeWhatIsCharged(
            @ForAll @IntRange(max = 2_000_000_000) int kernel,
            @ForAll @IntRange(max = 1000) int faults,
            @ForAll @LongRange(max = 5_000_000_000L) long user,
            @ForAll @Size(max = 8) int[] cuts) {
        Ledger whole = new Ledger();
        Ledger pieces = new Ledger();
        Execution execution = new Execution();
        execution.start(burst(kernel, faults, 0.037), user);
        long total = execution.remainingNs();
        execution.advance(total, whole, null, null);
        execution.start(burst(kernel, faults, 0.037), user);
        for (int cut : cuts) {
            long piece = Math.floorMod((long) cut * 7919, execution.remainingNs() + 1);
            long before = pieces.totalNs();
            execution.advance(piece, pieces, null, null);
            assertThat(pieces.totalNs() - before).isEqualTo(piece);
        }
        execution.advance(execution.remainingNs(), pieces, null, null);
        assertThat(pieces.ns).isEqualTo(whole.ns);
        assertThat(pieces.totalNs()).isEqualTo(total);
        for (long part : pieces.ns) {
            assertThat(part).isNotNegative();
        }
    }

    /** What is multiplied out when it is read is what would have been charged each time, cut or not. */
    @Test
    void countedExecutionsAddUpToThoseCharged() {
        Burst tick = burst(300, 100, 0).numbered(0);
        Burst halt = burst(77, 0, 0).numbered(1);
        KernelTime counted = new KernelTime(List.of(tick, halt));
        Ledger charged = new Ledger();
        long[] blame = new long[Cause.COUNT];
        Execution execution = new Execution();
        for (int i = 0; i < 20; i++) {
            Burst burst = i % 3 == 0 ? halt : tick;
            long cut = i % 7 == 0 ? 40 : burst.fixedNs();
            execution.start(burst, 0);
            execution.advance(cut, counted, blame, null);
            execution.advance(execution.remainingNs(), counted, blame, null);
            execution.start(burst, 0);
            execution.advance(cut, charged, null, null);
            execution.advance(execution.remainingNs(), charged, null, null);
            if (i % 5 == 0) {
                assertThat(counted.settled().ns).isEqualTo(charged.ns);
            }
        }
        assertThat(counted.settled().ns).isEqualTo(charged.ns);
        assertThat(counted.settled().counts).isEqualTo(charged.counts);
        assertThat(blame).isEqualTo(charged.ns);
    }
}
