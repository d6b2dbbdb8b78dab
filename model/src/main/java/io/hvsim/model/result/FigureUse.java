// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

/**
 * A figure of the library that a run rests on, with where it comes from.
 *
 * @param path where the figure stands, such as {@code hypervisors/esx-3.5: techniques.vmi.batch.drain}
 * @param value the figure with its unit, and its range when it has one
 * @param source paper and table, kernel file, commit, or empty when assumed
 * @param machine what it was measured on, or empty when assumed
 * @param assumed why it is assumed, or empty when it has a source
 * @param fittedTo the published result it was chosen to meet, or empty when it was not fitted
 */
public record FigureUse(String path, String value, String source, String machine, String assumed, String fittedTo) {}
