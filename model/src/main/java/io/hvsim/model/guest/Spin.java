// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/** What a CPU of a guest spins for: with preemption off, interrupts on, and nothing else done meanwhile. */
abstract class Spin {
    private final String name;

    /** @param name of the lock, or what else is waited for */
    Spin(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Whether {@code cpu}, which looks now, is done waiting; once true it must not be asked again. */
    abstract boolean isOver(GuestCpu cpu);

    /** Whether {@code cpu} should stop spinning although its wait is not over. */
    boolean isHopeless(GuestCpu cpu) {
        return false;
    }

    /** Whether whoever spins can sleep instead. */
    boolean mayGiveUp() {
        return false;
    }

    /** After how much spinning that is hopeless, in nanoseconds; {@link Long#MAX_VALUE} for never. */
    long givesUpAfterNs() {
        return Long.MAX_VALUE;
    }

    /** Whether it is a program that spins, where no CPU looks for pause loops, and not the kernel. */
    boolean isInUserMode() {
        return false;
    }

    /** Whether it is the current task of {@code cpu} that waits, if it has one, and not the CPU that is kept from its tasks. */
    boolean isForTask(GuestCpu cpu) {
        return true;
    }

    /** Whether {@code cpu} keeps what it spun for, with preemption off, when the wait is over. */
    boolean holdsOn(GuestCpu cpu) {
        return false;
    }

    /** {@code cpu} stops spinning because that is hopeless, or to be stopped; its current task leaves the CPU. */
    void giveUp(GuestCpu cpu) {
        throw new IllegalStateException("nobody gives up spinning for this");
    }

    /** Time from seeing that the wait is over to being able to go on, in nanoseconds. */
    abstract long takeNs();

    /** After how much spinning {@code cpu} halts until it is kicked, in nanoseconds; {@link Long#MAX_VALUE} for never. */
    abstract long haltsAfterNs(GuestCpu cpu);

    /**
     * When the cache line that {@code cpu} watches was last changed by another CPU, in nanoseconds; {@link Long#MIN_VALUE} if
     * that line changes only when the wait is over.
     */
    long changedAtNs(GuestCpu cpu) {
        return Long.MIN_VALUE;
    }

    /** How often the CPU looks, from the start, whether waiting on is of use, in nanoseconds; {@link Long#MAX_VALUE} for never. */
    long looksAfterNs() {
        return Long.MAX_VALUE;
    }

    /** Whether {@code cpu} should halt now because whoever is before it does not run. */
    boolean waitsForStopped(GuestCpu cpu) {
        return false;
    }

    /** {@code cpu} halts until it is kicked. */
    void halts(GuestCpu cpu) {}
}
