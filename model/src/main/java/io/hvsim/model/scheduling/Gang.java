// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * vCPUs that get and lose their pCPUs at the same time: all of a VM, or as many as there are pCPUs for it.
 */
final class Gang {
    private static final int NONE = -1;

    final int number;
    final Claim claim;
    final Budget budget;
    final Timer quantum;
    final List<Member> members = new ArrayList<>();
    Kind kind;
    /** Time for which its pCPUs were given to it, in nanoseconds for a VM of normal shares. */
    double progressNs;

    /** The same when its quantum began. */
    double begunNs;

    long since;
    int awake;
    boolean running;
    boolean victim;
    Wait wait = Wait.CONTENTION;

    Gang(int number, Claim claim, Budget budget, Timer quantum) {
        this.number = number;
        this.claim = claim;
        this.budget = budget;
        this.quantum = quantum;
    }

    double weighted(long ns) {
        return ns * Claim.NORMAL_SHARES / claim.shares();
    }

    static final class Member {
        final Contender vcpu;
        final Gang gang;
        int given = NONE;
        int lastGiven = NONE;

        Member(Contender vcpu, Gang gang) {
            this.vcpu = vcpu;
            this.gang = gang;
        }
    }

    /** Gangs that need the same: {@code width} of the pCPUs of {@code affinity}. */
    static final class Kind {
        final BitSet affinity;
        final int width;
        final ShareQueue queue = new ShareQueue();
        boolean tried;

        Kind(BitSet affinity, int width) {
            this.affinity = affinity;
            this.width = width;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Kind kind && kind.width == width && kind.affinity.equals(affinity);
        }

        @Override
        public int hashCode() {
            return 31 * affinity.hashCode() + width;
        }
    }
}
