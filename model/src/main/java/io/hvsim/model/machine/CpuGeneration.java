// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

import java.util.Set;

/**
 * What a processor generation costs, whatever runs on it. Change the CPU and only these figures change.
 *
 * @param features what the silicon offers, such as {@code vt-x}, {@code svm}, {@code ept}, {@code npt}
 * @param workPerCycle user-mode work per cycle relative to Netburst (1); above 0
 * @param kernelScale factor on the guest kernel's native cycles of the column that stands for this generation; above 0
 * @param trapScale cycles of monitor code and traps relative to Netburst (1); above 0
 * @param exitRoundTripCycles hardware VM exit plus VM entry, without any handler; 0 without hardware assist
 * @param exitPollution what an exit costs later in cold caches and TLBs, as a share of the exit itself; 0 or more
 * @param callSiteCycles one compiled-in paravirtual call site that ends up in native code
 */
public record CpuGeneration(
        String name,
        Set<String> features,
        double workPerCycle,
        double kernelScale,
        double trapScale,
        double exitRoundTripCycles,
        double exitPollution,
        double callSiteCycles) {

    /** Whether the CPU can run a guest under hardware assist at all (Intel VT-x or AMD SVM). */
    public boolean hasHardwareAssist() {
        return features.contains("vt-x") || features.contains("svm");
    }
}
