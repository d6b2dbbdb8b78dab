// SPDX-License-Identifier: Apache-2.0
/**
 * Figures: numbers that say where they come from, and distributions made of them.
 */
package io.hvsim.scenario.figure;
