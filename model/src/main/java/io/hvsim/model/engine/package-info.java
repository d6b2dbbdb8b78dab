// SPDX-License-Identifier: Apache-2.0
/**
 * The discrete-event engine: a clock, a calendar of re-armable timers, and reproducible random numbers. It knows
 * nothing of hypervisors.
 *
 * <p>Read {@link io.hvsim.model.engine.Simulation} first. A model owns {@link io.hvsim.model.engine.Timer}s and writes
 * what happens as their actions (event style); a process layer lets it write life cycles as
 * straight-line code instead (process style), on the same clock. Both styles can be mixed in one model.
 *
 * <p>Order of events is total: by time, then by priority (lower first), then by the order of arming. Together with one
 * {@link io.hvsim.model.engine.RandomStream} per source of randomness this makes a run a pure function of model and
 * seed.
 */
package io.hvsim.model.engine;
