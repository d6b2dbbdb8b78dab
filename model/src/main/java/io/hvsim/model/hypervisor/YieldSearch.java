// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

/** How far the handler of a vCPU's pause-loop exit has come in its search. */
final class YieldSearch {
    private int first;
    private int passed;
    /** Which vCPU of the VM it is at. */
    int at;
    /** How often it was of no use to try. */
    int bailedOut;
    /** Whom it tries to yield to, or null. */
    Vcpu target;

    /** Starts at vCPU {@code first}. */
    void begin(int first) {
        this.first = first;
        this.passed = 0;
        this.bailedOut = 0;
        this.target = null;
    }

    /** Tries {@code target} and no other, as if the search stood at {@code at}. */
    void only(Vcpu target, int at) {
        this.target = target;
        this.at = at;
        this.passed = Integer.MAX_VALUE;
        this.bailedOut = 0;
    }

    /** Goes on to the next of {@code count} vCPUs; false after all of them. */
    boolean advance(int count) {
        if (passed >= count) {
            return false;
        }
        at = (first + passed++) % count;
        return true;
    }

    /** Of a search that is over: whether the vCPU gives its pCPU away. */
    boolean hasYielded() {
        return target != null;
    }
}
