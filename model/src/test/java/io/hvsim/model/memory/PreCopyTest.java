// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Rounds of live migrations, worked out by hand: a VM of 1 GiB that is written to all the time. */
class PreCopyTest {
    private static final long GIB = 262_144;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final double LINK = 125e6;
    private static final double QEMU_LINK = 128 * 1024 * 1024;

    private static final MigrationPolicy XEN_2005 = new MigrationPolicy(29, 3, 50, 0, true, null, null, false);
    private static final MigrationPolicy XEN =
            new MigrationPolicy(5, Double.POSITIVE_INFINITY, 50, 0, false, null, null, false);
    private static final MigrationPolicy QEMU =
            new MigrationPolicy(NEVER, Double.POSITIVE_INFINITY, 0, 300_000_000, false, null, null, false);

    private static final MigrationPolicy ADAPTIVE = new MigrationPolicy(
            29, 100, 50, 0, true, new MigrationPolicy.AdaptiveRate(12.5e6, 6.25e6, 62.5e6), null, false);

    private record Outcome(PreCopy copy, double seconds) {
        double downSeconds() {
            return copy.sendingNs(copy.remainingPages()) / 1e9;
        }
    }

    private static PageUse written(double bytesPerSecond, long setPages, PageUse.Pattern pattern) {
        double pages = bytesPerSecond / Page.BYTES;
        return new PageUse(setPages, pages, pages, pattern);
    }

    /** A VM whose vCPU never waits, sent as a whole or up to {@code most} rounds. */
    private static Outcome migrate(MigrationPolicy policy, double link, double dirtyBytesPerSecond, int most) {
        PreCopy copy = new PreCopy(policy, GIB, link);
        DirtyLog log = new DirtyLog(written(dirtyBytesPerSecond, GIB, PageUse.Pattern.SWEEP));
        long time = 0;
        while (!copy.stops() && copy.rounds() < most) {
            double pages = copy.remainingPages();
            long ns = copy.sendingNs(pages);
            copy.took(pages, pages);
            log.clear();
            log.advance(ns);
            copy.endRound(log.pages(), ns);
            time += ns;
        }
        return new Outcome(copy, time / 1e9);
    }

    private static Outcome migrate(MigrationPolicy policy, double link, double dirtyBytesPerSecond) {
        return migrate(policy, link, dirtyBytesPerSecond, 1000);
    }

    /** Each round takes 0.4 of the time of the one before: 8.59 s / 0.6 in all, and 27 pages remain after ten. */
    @Test
    void m4aXenOf2005StopsWhenFewPagesRemain() {
        Outcome outcome = migrate(XEN_2005, LINK, 50e6);
        assertThat(outcome.copy().rounds()).isEqualTo(10);
        assertThat(outcome.seconds()).isCloseTo(14.3, within(0.05));
        assertThat(outcome.copy().remainingPages()).isCloseTo(GIB * Math.pow(0.4, 10), within(0.01));
        assertThat(outcome.downSeconds()).isCloseTo(0.001, within(0.0002));
    }

    @Test
    void m4bXenNowStopsAfterFiveRounds() {
        Outcome outcome = migrate(XEN, LINK, 50e6);
        assertThat(outcome.copy().rounds()).isEqualTo(5);
        assertThat(outcome.seconds()).isCloseTo(14.2, within(0.05));
        assertThat(outcome.downSeconds()).isCloseTo(0.088, within(0.0005));
    }

    /** 1 + 0.8 + ... + 0.8^4 is 3.36 times the memory; 0.8^5 of it remains. */
    @Test
    void m4cXenOf2005StopsWhenThreeTimesTheMemoryIsSent() {
        Outcome outcome = migrate(XEN_2005, LINK, 100e6);
        assertThat(outcome.copy().rounds()).isEqualTo(5);
        assertThat(outcome.copy().sentPages()).isCloseTo(3.3616 * GIB, within(1.0));
        assertThat(outcome.seconds()).isCloseTo(28.9, within(0.05));
        assertThat(outcome.downSeconds()).isCloseTo(2.8, within(0.05));
    }

    @Test
    void m4dQemuStopsWhenTheRestFitsItsDowntime() {
        Outcome slow = migrate(QEMU, QEMU_LINK, 50e6);
        assertThat(slow.copy().rounds()).isEqualTo(4);
        assertThat(slow.downSeconds()).isCloseTo(0.154, within(0.0005));
        Outcome fast = migrate(QEMU, QEMU_LINK, 120e6);
        assertThat(fast.copy().rounds()).isEqualTo(30);
        assertThat(fast.seconds()).isCloseTo(73, within(0.5));
        assertThat(fast.downSeconds()).isCloseTo(0.278, within(0.001));
    }

    @Test
    void m4eQemuNeverConvergesWhenPagesAreDirtiedFasterThanSent() {
        Outcome outcome = migrate(QEMU, QEMU_LINK, 200e6, 500);
        assertThat(outcome.copy().stops()).isFalse();
        assertThat(outcome.copy().remainingPages()).isEqualTo(GIB);
    }

    /** After each second round: 20 %, 30 %, ..., up to 99 %. */
    @Test
    void m4fAutoConvergeThrottlesMoreAndMore() {
        MigrationPolicy autoConverge = new MigrationPolicy(
                NEVER,
                Double.POSITIVE_INFINITY,
                0,
                300_000_000,
                false,
                null,
                new MigrationPolicy.Throttle(0.2, 0.1, 0.99),
                false);
        assertThat(migrate(autoConverge, QEMU_LINK, 200e6, 1).copy().throttle()).isZero();
        assertThat(migrate(autoConverge, QEMU_LINK, 200e6, 2).copy().throttle()).isEqualTo(0.2);
        assertThat(migrate(autoConverge, QEMU_LINK, 200e6, 7).copy().throttle()).isCloseTo(0.4, within(1e-9));
        assertThat(migrate(autoConverge, QEMU_LINK, 200e6, 40).copy().throttle())
                .isEqualTo(0.99);
        assertThat(migrate(autoConverge, QEMU_LINK, 50e6).copy().throttle()).isZero();
    }

    /** In Mb/s: round 0 goes at 100. Pages became dirty at 80, so round 1 does too; then at 120, so round 2 goes at 170. */
    @Test
    void m4gAdaptiveRateIsRaisedWhenDirtyingIsFasterUpToItsMaximum() {
        PreCopy copy = new PreCopy(ADAPTIVE, GIB, LINK);
        long first = copy.sendingNs(GIB);
        assertThat(first / 1e9).isCloseTo(GIB * 4096 / 12.5e6, within(1e-6));
        copy.took(GIB, GIB);
        copy.endRound(0.8 * GIB, first);
        assertThat(copy.sendingNs(GIB)).isEqualTo(first);
        copy.took(0.8 * GIB, 0.8 * GIB);
        copy.endRound(1.2 * GIB, first);
        assertThat(copy.sendingNs(1000) / 1e9).isCloseTo(1000 * 4096 / 21.25e6, within(1e-6));
        copy.took(1.2 * GIB, 1.2 * GIB);
        copy.endRound(GIB, first / 10);
        assertThat(copy.sendingNs(1000) / 1e9).isCloseTo(1000 * 4096 / 62.5e6, within(1e-6));
    }

    /** Rounds of 1000, 900 and 950 pages: the third is no progress, which counts once the rate is at its maximum. */
    @Test
    void m4jAtTheMaximalRateARoundWithoutProgressIsTheLast() {
        long fastNs = Page.BYTES * 1000 * 1_000_000_000L / 62_500_000;
        for (long roundNs : new long[] {fastNs, 10 * fastNs}) {
            PreCopy copy = new PreCopy(ADAPTIVE, 1000, LINK);
            for (int pages : new int[] {1000, 900}) {
                copy.took(pages, pages);
                copy.endRound(pages == 1000 ? 900 : 950, roundNs);
                assertThat(copy.stops()).isFalse();
            }
            copy.took(950, 950);
            copy.endRound(900, roundNs);
            assertThat(copy.stops()).isEqualTo(roundNs == fastNs);
        }
    }

    @Test
    void m4hPostCopyStopsTheVmAtOnce() {
        MigrationPolicy postCopy = new MigrationPolicy(0, 1, 0, 0, false, null, null, true);
        Outcome outcome = migrate(postCopy, LINK, 50e6);
        assertThat(outcome.copy().rounds()).isZero();
        assertThat(outcome.copy().remainingPages()).isEqualTo(GIB);
    }

    /** Writes anywhere in a set of 1,000 pages: 1,000 of them dirty 1 - 1/e of it, and the log says when. */
    @Test
    void m4iRandomWritesFindDirtyPagesAndASweepDoesNot() {
        DirtyLog random = new DirtyLog(written(1000 * Page.BYTES, 1000, PageUse.Pattern.RANDOM));
        DirtyLog sweep = new DirtyLog(written(1000 * Page.BYTES, 1000, PageUse.Pattern.SWEEP));
        assertThat(random.nsUntil(1000 * (1 - 1 / Math.E))).isBetween(1_000_000_000L, 1_000_000_001L);
        assertThat(sweep.nsUntil(500)).isEqualTo(500_000_000);
        assertThat(random.advance(1_000_000_000)).isCloseTo(1000 * (1 - 1 / Math.E), within(1e-9));
        assertThat(sweep.advance(1_500_000_000)).isEqualTo(1000);
        assertThat(random.redirtiedShare(1000)).isCloseTo(1 - 1 / Math.E, within(1e-12));
        assertThat(sweep.redirtiedShare(1000)).isZero();
        assertThat(sweep.nsUntil(1)).isEqualTo(Long.MAX_VALUE);
        random.clear();
        assertThat(random.pages()).isZero();
    }

    /**
     * 100 of 1,000 pages take 0.9 of the writes, 100 a second: after 1 s 100 (1 - e^-0.9) hot pages and 900 (1 - e^-1/90)
     * others are dirty. Of those, half a second later, 1 - e^-0.45 and 1 - e^-1/180 are dirty again.
     */
    @Test
    void m4lHotPagesAreDirtyFirstAndDirtyAgainFirst() {
        PageUse use = new PageUse(1000, 100, 100, PageUse.Pattern.RANDOM, new PageUse.Hot(100, 0.9));
        DirtyLog log = new DirtyLog(use);
        double hot = 100 * (1 - Math.exp(-0.9));
        double cold = 900 * (1 - Math.exp(-1 / 90.0));
        assertThat(log.advance(1_000_000_000)).isCloseTo(hot + cold, within(1e-9));
        assertThat(log.redirtiedShare(2000)).isCloseTo((hot + cold) / 2000, within(1e-12));
        log.beginRound();
        assertThat(log.pages()).isZero();
        assertThat(log.redirtiedShare(2000)).isZero();
        log.advance(500_000_000);
        double again = hot * (1 - Math.exp(-0.45)) + cold * (1 - Math.exp(-1 / 180.0));
        assertThat(log.redirtiedShare(2000)).isCloseTo(again / (hot + cold), within(1e-12));
        log.clear();
        log.advance(500_000_000);
        assertThat(log.redirtiedShare(2000)).isCloseTo(log.pages() / 2000, within(1e-12));
    }

    @Test
    void m4mTheLogOfAHotSetKnowsWhenPagesWillBeDirty() {
        for (double share : new double[] {0, 0.3, 0.9, 1}) {
            DirtyLog log =
                    new DirtyLog(new PageUse(1000, 100, 100, PageUse.Pattern.RANDOM, new PageUse.Hot(100, share)));
            double most = (share > 0 ? 100 : 0) + (share < 1 ? 900 : 0);
            for (double until : new double[] {0.5, 50, 99, 99.9}) {
                long ns = log.nsUntil(until - log.pages());
                log.advance(ns);
                assertThat(log.pages()).isCloseTo(until, within(1e-6));
            }
            assertThat(log.nsUntil(most - log.pages())).isEqualTo(Long.MAX_VALUE);
        }
    }
}
