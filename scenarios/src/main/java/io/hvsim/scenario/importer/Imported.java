// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

/**
 * What a trace held.
 *
 * @param rows how many were read, at least one
 * @param pcpus CPUs of the measured host; 0 when the trace does not say
 */
public record Imported(long rows, int pcpus) {}
