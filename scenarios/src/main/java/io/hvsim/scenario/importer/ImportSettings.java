// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

/**
 * What a trace may not say of itself.
 *
 * @param intervalSeconds time between samples, for formats that do not tell it; 0 for what is usual there
 * @param vcpus vCPUs of each VM, for formats that give a share of all of them; at least 1
 */
public record ImportSettings(double intervalSeconds, int vcpus) {

    double intervalOr(double usual) {
        return intervalSeconds > 0 ? intervalSeconds : usual;
    }
}
