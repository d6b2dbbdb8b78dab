// SPDX-License-Identifier: Apache-2.0
/** Why a run came out as it did: the bottleneck, what latency is made of, what exits cost, and what would change it. */
package io.hvsim.scenario.explanation;
