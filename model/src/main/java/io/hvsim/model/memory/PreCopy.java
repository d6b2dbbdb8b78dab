// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * The rounds of a migration. Round 0 sends all memory, each further round the pages that became dirty in the one before;
 * after each round the policy's rules say whether the VM is stopped now.
 */
public final class PreCopy {
    private static final int HIGH_ROUNDS_BEFORE_THROTTLE = 2;

    private final MigrationPolicy policy;
    private final long memoryPages;
    private final double linkBytesPerSecond;
    private int rounds;
    private double remaining;
    private double sent;
    private double sentInRound;
    private double sentInLastRound;
    private double bytesPerSecond;
    private int highRounds;
    private double throttle;
    private boolean noProgress;

    /** @param linkBytesPerSecond what the link can take, above 0 */
    public PreCopy(MigrationPolicy policy, long memoryPages, double linkBytesPerSecond) {
        this.policy = policy;
        this.memoryPages = memoryPages;
        this.linkBytesPerSecond = linkBytesPerSecond;
        this.remaining = memoryPages;
        this.bytesPerSecond = policy.rate() == null
                ? linkBytesPerSecond
                : Math.min(linkBytesPerSecond, policy.rate().start());
    }

    /** Rounds that are over. */
    public int rounds() {
        return rounds;
    }

    /** Pages that are still to be sent: in this round, or when the VM is stopped. */
    public double remainingPages() {
        return remaining;
    }

    /** Pages sent so far. */
    public double sentPages() {
        return sent;
    }

    /** Share of the time that vCPUs are to be kept from running. */
    public double throttle() {
        return throttle;
    }

    /** How long it takes to send {@code pages} at the present rate, in nanoseconds. */
    public long sendingNs(double pages) {
        return Math.round(pages * Page.BYTES * 1e9 / bytesPerSecond);
    }

    /** {@code pages} of this round had their turn, and {@code sending} of them were sent. */
    public void took(double pages, double sending) {
        remaining -= pages;
        sentInRound += sending;
        sent += sending;
    }

    /** Ends a round that took {@code ns}, in which {@code dirty} pages became dirty. */
    public void endRound(double dirty, long ns) {
        rounds++;
        remaining = dirty;
        noProgress = isFastest() && rounds > 1 && sentInRound > sentInLastRound;
        adaptRate(dirty * Page.BYTES * 1e9 / ns);
        adaptThrottle(dirty);
        sentInLastRound = sentInRound;
        sentInRound = 0;
    }

    private void adaptRate(double dirtyBytesPerSecond) {
        if (policy.rate() != null && dirtyBytesPerSecond > bytesPerSecond) {
            double wanted = dirtyBytesPerSecond + policy.rate().above();
            bytesPerSecond = Math.min(linkBytesPerSecond, Math.min(policy.rate().most(), wanted));
        }
    }

    private void adaptThrottle(double dirty) {
        if (policy.throttle() != null && dirty > sentInRound / 2 && ++highRounds == HIGH_ROUNDS_BEFORE_THROTTLE) {
            highRounds = 0;
            throttle = throttle == 0
                    ? policy.throttle().first()
                    : Math.min(
                            policy.throttle().most(),
                            throttle + policy.throttle().step());
        }
    }

    /** Whether the VM is to be stopped now. */
    public boolean stops() {
        return rounds >= policy.rounds()
                || sent > policy.sentLimit() * memoryPages
                || remaining < policy.fewPages()
                || sendingNs(remaining) <= policy.downtimeNs()
                || noProgress;
    }

    /** Whether an adaptive rate cannot grow any more. */
    private boolean isFastest() {
        return policy.rate() != null
                && bytesPerSecond >= Math.min(linkBytesPerSecond, policy.rate().most());
    }
}
