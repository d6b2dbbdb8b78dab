// SPDX-License-Identifier: Apache-2.0
/** The main metrics of every point as a table, on terminals and in reports. */
package io.hvsim.output.table;
