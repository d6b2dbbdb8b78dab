// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.capacity;

import io.hvsim.model.result.PointResult;

/**
 * A value that was tried.
 *
 * @param place of the value among the candidates, from 0
 * @param value as the scenario has it
 */
public record Trial(int place, String value, PointResult result, Verdict verdict) {}
