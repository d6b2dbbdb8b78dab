package io.hvsim.output.chart;
public final class DefaultCharts { public static java.util.List<io.hvsim.model.result.ChartSpec> of(io.hvsim.model.result.ExperimentResult r) { return java.util.List.of(); } }
