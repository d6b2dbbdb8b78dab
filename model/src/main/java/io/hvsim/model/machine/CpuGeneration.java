// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

/**
 * What a processor generation costs, whatever runs on it. Change the CPU and only these figures change.
 *
 * @param workPerCycle user-mode work per cycle relative to Netburst (1); above 0
 * @param trapScale cycles of monitor code and traps relative to Netburst (1); above 0
 * @param exitRoundTripCycles hardware VM exit plus VM entry, without any handler; 0 without hardware assist
 * @param exitPollution what an exit costs later in cold caches and TLBs, as a share of the exit itself; 0 or more
 * @param callSiteCycles one compiled-in paravirtual call site that ends up in native code
 */
public record CpuGeneration(
        String name,
        double workPerCycle,
        double trapScale,
        double exitRoundTripCycles,
        double exitPollution,
        double callSiteCycles) {}
