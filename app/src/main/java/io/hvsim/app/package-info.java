// SPDX-License-Identifier: Apache-2.0
/** The command line: one class per command, and the only place that prints or ends the process. */
package io.hvsim.app;
