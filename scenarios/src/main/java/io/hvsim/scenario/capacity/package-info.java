// SPDX-License-Identifier: Apache-2.0
/** How far one value of a scenario can go before an SLO is missed. */
package io.hvsim.scenario.capacity;
