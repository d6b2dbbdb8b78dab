// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.spec.MetricNames;
import io.hvsim.scenario.text.Suggestions;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which metrics the printed table of a run shows. */
final class ColumnsOption {
    @Option(
            names = "--columns",
            paramLabel = "METRIC",
            split = ",",
            converter = MetricName.class,
            description = "Metrics that the table shows, such as latency.mean,latency.p50,latency.p95; the main ones if"
                    + " absent.")
    private List<String> metrics = List.of();

    /** In this order; empty for the main ones. */
    List<String> metrics() {
        return metrics;
    }

    /** Before anything is simulated: a name that is misspelt would be left out without a word. */
    private static final class MetricName implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            if (MetricNames.dimension(name).isEmpty()) {
                throw new TypeConversionException("unknown metric '" + name + "': "
                        + Suggestions.shortAdvice(name, MetricNames.names(), "metrics are"));
            }
            return name;
        }
    }
}
