// SPDX-License-Identifier: Apache-2.0
/** What tables, charts and reports read out of results: points by label, ratios, breakdowns of time, and their wording. */
package io.hvsim.output.data;
