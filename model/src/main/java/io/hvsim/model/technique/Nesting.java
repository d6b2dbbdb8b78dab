// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * What a hardware exit of a guest's guest takes beyond one of a guest. The host hypervisor gets it first and reflects it: it
 * enters the guest hypervisor as if the exit had gone there. The handler there is the one of a guest's exit, but its
 * privileged operations, such as accesses to the control structure of its guest, trap to the host hypervisor, and so does
 * its attempt to enter its guest again. Cycles are of the CPU it is on.
 *
 * <p>Source: Ben-Yehuda et al., OSDI 2010 (Turtles), sections 3 and 4; Lim et al., SOSP 2017 (NEVE), section 5. Differs from
 * the sources in: every trap of the guest hypervisor costs the same, whatever it accesses; the guest hypervisor handles
 * every exit, none is served by the host hypervisor on its own.
 *
 * @param switchCycles the host hypervisor's work to reflect one exit and to enter the guest's guest again
 * @param traps operations of the guest hypervisor that trap, for each exit that it serves itself
 * @param userTraps further ones when it has to ask its user-space VMM
 * @param trapCycles the host hypervisor's handler of such a trap, without the hardware exit
 * @param accesses operations of the guest hypervisor, for each exit, that do not trap thanks to a shadow of the control
 *     structure or one in shared memory, copies of that shadow included
 * @param accessCycles one of them
 */
public record Nesting(
        double switchCycles, double traps, double userTraps, double trapCycles, double accesses, double accessCycles) {

    /** Hardware exits of the guest hypervisor for one exit of its guest: those that trap, and the one to enter it again. */
    public double exits(boolean toUser) {
        return 1 + traps + (toUser ? userTraps : 0);
    }

    /** Cycles for one exit of the guest's guest, beside the exit itself and its handler. */
    public double cycles(boolean toUser, double roundTripCycles) {
        double exits = exits(toUser);
        return switchCycles + exits * roundTripCycles + (exits - 1) * trapCycles + accesses * accessCycles;
    }
}
