// SPDX-License-Identifier: Apache-2.0
/** Turns logs of measurements into library files: a reader for each tool, and what follows from its figures for the model. */
package io.hvsim.scenario.calibration;
