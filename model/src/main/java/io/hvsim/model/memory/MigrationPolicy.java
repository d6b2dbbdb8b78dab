// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * How a live migration proceeds: pre-copy in rounds while the VM runs, until a rule says to stop it and send the rest; or,
 * after fewer rounds, post-copy of the rest while it runs again.
 *
 * <p>Sources: Xen, {@code tools/libxc/xc_linux_save.c} of 2005 and {@code tools/libs/guest/xg_sr_save.c}; QEMU, {@code
 * migration/options.c}; Clark et al., NSDI 2005. Differs from the sources in: Xen's few pages are those that remain, not
 * those of the round just sent; pages are sent in order, where Xen's order is pseudo-random, which matters to sweeps.
 *
 * @param rounds rounds after which the VM is stopped, the one that sends all memory included; 0 to stop it at once
 * @param sentLimit the VM is stopped when more than this many times its memory was sent; infinite for no limit
 * @param fewPages it is stopped when fewer pages remain
 * @param downtimeNs it is stopped when what remains can be sent in this time; 0 for no such rule
 * @param skipsRedirtied whether pages are left to the next round that are dirty again when it is their turn
 * @param rate how the rate adapts, or null to send as fast as the link takes it
 * @param throttle how vCPUs are slowed down that dirty pages too fast (QEMU's auto-converge), or null
 * @param postCopy whether the VM runs again before the rest is sent, and fetches each page it misses
 */
public record MigrationPolicy(
        int rounds,
        double sentLimit,
        long fewPages,
        long downtimeNs,
        boolean skipsRedirtied,
        AdaptiveRate rate,
        Throttle throttle,
        boolean postCopy) {

    /**
     * A rate that is raised after each round in which pages became dirty faster than they were sent. At its maximum, the VM is
     * stopped when a round sent more than the one before.
     *
     * @param start in the first round, in bytes per second
     * @param above how much faster than pages became dirty they are sent then, in bytes per second
     * @param most upper limit, in bytes per second
     */
    public record AdaptiveRate(double start, double above, double most) {}

    /**
     * Slows vCPUs down after every second round in which pages became dirty at more than half the rate at which they were
     * sent.
     *
     * @param first share of the time that vCPUs are kept from running at first
     * @param step what is added to the share each further time
     * @param most upper limit of the share, below 1
     */
    public record Throttle(double first, double step, double most) {}
}
