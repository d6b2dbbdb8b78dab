// SPDX-License-Identifier: Apache-2.0
/** Replications on Apache Spark: each is a job of one task, and its result goes the way of every other replication. */
package io.hvsim.spark;
