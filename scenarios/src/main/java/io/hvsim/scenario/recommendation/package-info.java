// SPDX-License-Identifier: Apache-2.0
/** Which virtualization technique suits each VM of a scenario. */
package io.hvsim.scenario.recommendation;
