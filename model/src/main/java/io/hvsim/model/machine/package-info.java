// SPDX-License-Identifier: Apache-2.0
/** The physical machine: processors of a generation, at a clock. */
package io.hvsim.model.machine;
