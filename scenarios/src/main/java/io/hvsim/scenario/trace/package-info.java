// SPDX-License-Identifier: Apache-2.0
/**
 * Load traces as text: their lines and cells, and the table of load series that hvsim writes and replays.
 */
package io.hvsim.scenario.trace;
