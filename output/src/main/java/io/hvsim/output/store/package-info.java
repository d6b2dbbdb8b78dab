// SPDX-License-Identifier: Apache-2.0
/** Finished replications on disk, kept one by one as they finish: {@link io.hvsim.output.store.ResultStore}. */
package io.hvsim.output.store;
