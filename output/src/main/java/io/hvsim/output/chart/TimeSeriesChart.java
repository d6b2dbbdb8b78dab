package io.hvsim.output.chart;
final class TimeSeriesChart { TimeSeriesChart(io.hvsim.output.data.Points p, io.hvsim.model.result.ChartSpec s) {} Chart draw() { throw new IllegalStateException(); } }
