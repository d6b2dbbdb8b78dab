// SPDX-License-Identifier: Apache-2.0
/**
 * Load traces of other tools and archives, read into load series: one importer for each format.
 */
package io.hvsim.scenario.importer;
