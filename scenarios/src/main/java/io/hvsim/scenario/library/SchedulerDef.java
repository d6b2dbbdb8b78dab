// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;
import java.util.Map;

/**
 * A vCPU scheduler with a value for each of its parameters.
 *
 * @param policy name of the policy
 * @param granularity what the policy decides about: {@code cpu}, {@code core} or {@code socket}
 * @param numbers values of the parameters that are times, in nanoseconds, or numbers
 * @param words values of the others
 */
public record SchedulerDef(
        String name,
        String title,
        String policy,
        String granularity,
        Map<String, Figure> numbers,
        Map<String, String> words,
        List<Figure> figures)
        implements Definition {}
