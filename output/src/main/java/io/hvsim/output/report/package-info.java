// SPDX-License-Identifier: Apache-2.0
/** The report of an experiment as one HTML page that needs nothing else. */
package io.hvsim.output.report;
