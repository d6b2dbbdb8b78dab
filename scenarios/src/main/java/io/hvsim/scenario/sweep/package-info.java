// SPDX-License-Identifier: Apache-2.0
/**
 * What is varied: the axes of a sweep, its points, and values set on the command line.
 */
package io.hvsim.scenario.sweep;
