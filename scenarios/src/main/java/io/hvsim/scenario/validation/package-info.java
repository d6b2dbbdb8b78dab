// SPDX-License-Identifier: Apache-2.0
/**
 * Published results against simulated ones: what was simulated, how far off it is, and whether that is worse than it was.
 * Start with {@link io.hvsim.scenario.validation.Validation}.
 */
package io.hvsim.scenario.validation;
