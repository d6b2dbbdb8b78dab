// SPDX-License-Identifier: Apache-2.0
/**
 * Scenario files. Start with {@link io.hvsim.scenario.Scenario}.
 */
package io.hvsim.scenario;
