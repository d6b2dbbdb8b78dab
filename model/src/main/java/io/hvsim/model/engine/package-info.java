// SPDX-License-Identifier: Apache-2.0
/**
 * The discrete-event engine: a clock, a calendar of re-armable timers, and reproducible random numbers. It knows
 * nothing of hypervisors.
 *
 * <p>Read {@link io.hvsim.model.engine.Simulation} first. A model owns {@link io.hvsim.model.engine.Timer}s and writes
 * what happens as their actions (event style); with {@link io.hvsim.model.engine.Processes} it writes life cycles as
 * straight-line code instead (process style), on the same clock. One model may mix both.
 *
 * <p>Order of events is total: by time, then by priority (lower first), then by the order of arming. Together with one
 * {@link io.hvsim.model.engine.RandomStream} per source of randomness this makes a run a pure function of model and
 * seed.
 */
@NullMarked
package io.hvsim.model.engine;

import org.jspecify.annotations.NullMarked;
