// SPDX-License-Identifier: Apache-2.0
/** Two scenarios against each other on common random numbers. */
package io.hvsim.scenario.comparison;
