// SPDX-License-Identifier: Apache-2.0
/** The tables of a run as Parquet files, for tools that read columns. */
package io.hvsim.parquet;
