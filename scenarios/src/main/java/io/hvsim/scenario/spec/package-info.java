// SPDX-License-Identifier: Apache-2.0
/**
 * Scenarios as plain data, every name resolved and every default filled in, and the keys that they are written with. Start
 * with {@link io.hvsim.scenario.spec.ScenarioSpec}.
 */
package io.hvsim.scenario.spec;
