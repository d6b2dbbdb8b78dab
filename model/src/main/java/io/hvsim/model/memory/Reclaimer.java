// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

import io.hvsim.model.memory.FreeMemoryLevels.State;
import java.util.List;

/**
 * Takes memory back from VMs until enough is free: page after page from the VM that pays least for its memory, by balloon
 * as long as the balloon can grow, and in the states hard and low also by compressing and swapping.
 *
 * <p>Source: Waldspurger, OSDI 2002. Differs from the source in: pages are taken a mebibyte at a time, and a balloon that
 * took memory does not give it back.
 */
public final class Reclaimer {
    /** Pages that are taken before the next victim is chosen. */
    private static final double CHUNK = 256;

    private final ReclamationPolicy policy;
    private final FreeMemoryLevels levels;
    private State state = State.HIGH;
    private double swapBudget;

    public Reclaimer(ReclamationPolicy policy, FreeMemoryLevels levels) {
        this.policy = policy;
        this.levels = levels;
    }

    /** The state as of the last {@link #reclaim}. */
    public State state() {
        return state;
    }

    /**
     * Reclaims for {@code seconds}, which bound how far balloons inflate and how much is swapped.
     *
     * @param free pages of the host that no VM has; negative when they have more than there is
     * @return pages that became free
     */
    public double reclaim(List<Holding> vms, double free, double seconds) {
        state = levels.next(state, free);
        if (state == State.HIGH) {
            return 0;
        }
        swapBudget = policy.swapPagesPerSecond() * seconds;
        vms.forEach(vm -> vm.inflateUpTo(policy.balloonPagesPerSecond() * seconds));
        double wanted = levels.high() - free;
        double got = 0;
        while (got < wanted) {
            Holding victim = victim(vms);
            if (victim == null) {
                break;
            }
            got += take(victim, Math.min(CHUNK, wanted - got));
        }
        return got;
    }

    private Holding victim(List<Holding> vms) {
        Holding victim = null;
        double least = Double.POSITIVE_INFINITY;
        for (Holding vm : vms) {
            double pays = vm.sharesPerPage();
            if (pays < least && room(vm) > 0) {
                victim = vm;
                least = pays;
            }
        }
        return victim;
    }

    private boolean isForced() {
        return state.compareTo(State.HARD) >= 0;
    }

    private double room(Holding vm) {
        double forced = isForced() ? vm.compressionRoom() + Math.min(swapBudget, vm.swapRoom()) : 0;
        return vm.balloonRoom() + forced;
    }

    /** Takes up to {@code pages} by the gentlest means there is; returns how many pages that frees. */
    private double take(Holding vm, double pages) {
        double byBalloon = Math.min(pages, vm.balloonRoom());
        if (byBalloon > 0) {
            vm.balloon(byBalloon);
            return byBalloon;
        }
        double byCompression = Math.min(2 * pages, vm.compressionRoom());
        if (byCompression > 0) {
            vm.compress(byCompression);
            return byCompression / 2;
        }
        double bySwap = Math.min(pages, Math.min(swapBudget, vm.swapRoom()));
        swapBudget -= bySwap;
        vm.swap(bySwap);
        return bySwap;
    }
}
