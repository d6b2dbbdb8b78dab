// SPDX-License-Identifier: Apache-2.0
/**
 * Texts as users write them: YAML trees that know their positions, quantities with units, and the problems found in them.
 * Start with {@link io.hvsim.scenario.text.Problems}.
 */
package io.hvsim.scenario.text;
