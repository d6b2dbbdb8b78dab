// SPDX-License-Identifier: Apache-2.0
/** What a run leaves behind: a folder of tables, charts and a report, written by {@link io.hvsim.output.ResultFiles}. */
package io.hvsim.output;
