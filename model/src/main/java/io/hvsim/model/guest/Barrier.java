// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * A barrier of a parallel program, as OpenMP puts one at the end of a loop: nobody goes on before all tasks have come. Those
 * that come earlier spin in user mode for a while and then sleep on a futex; the last one wakes them.
 *
 * <p>Source: GCC's libgomp, {@code config/linux/bar.c} and {@code wait.h}. Differs from the source in: a task whose CPU other
 * tasks wait for sleeps at once, where libgomp looks 100 times in place of 300,000 if there are more threads than CPUs;
 * system calls cost nothing besides the switch and the wake-ups.
 */
final class Barrier extends SleepingWait {
    private final int parties;
    private final long spinNs;
    private final TaskQueue sleepers = new TaskQueue();
    private int arrived;

    /**
     * @param parties how many tasks have to come, 1 or more
     * @param spinNs how long each spins before it sleeps, 0 or more; {@link LockModel#NEVER} to spin until all have come
     * @throws IllegalArgumentException if {@code parties} has no limit
     */
    Barrier(int parties, long spinNs) {
        super("barrier");
        if (parties == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("nobody knows how many tasks come to the barrier");
        }
        this.parties = parties;
        this.spinNs = spinNs;
    }

    @Override
    Outcome acquire(Task task, GuestCpu cpu) {
        if (takeGiven(task)) {
            return Outcome.HAS;
        }
        if (++arrived < parties) {
            return spinNs > 0 && !cpu.hasQueued() ? spins(cpu) : sleeps(task);
        }
        arrived = 0;
        open(cpu);
        return Outcome.HAS;
    }

    private void open(GuestCpu cpu) {
        for (int i = 0; i < spinners.size(); i++) {
            spinners.get(i).current().wasGiven = true;
        }
        while (!spinners.isEmpty()) {
            spinners.remove(spinners.size() - 1).lookInTurn();
        }
        while (!sleepers.isEmpty()) {
            give(sleepers.take(), cpu);
        }
    }

    @Override
    void sleep(Task task) {
        sleepers.add(task);
    }

    @Override
    boolean isOver(GuestCpu cpu) {
        return cpu.current().wasGiven;
    }

    @Override
    boolean isHopeless(GuestCpu cpu) {
        return cpu.hasQueued();
    }

    @Override
    boolean isInUserMode() {
        return true;
    }

    @Override
    long givesUpAfterNs() {
        return spinNs;
    }

    @Override
    long takeNs() {
        return 0;
    }
}
