// SPDX-License-Identifier: Apache-2.0
/**
 * Suites: published results, or a user's own measurements, and the scenario that each of them belongs to. Start with
 * {@link io.hvsim.scenario.suite.Suite}.
 */
package io.hvsim.scenario.suite;
