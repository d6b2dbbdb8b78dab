// SPDX-License-Identifier: Apache-2.0
/** Run states, latencies and their causes, time series. */
package io.hvsim.model.measure;
