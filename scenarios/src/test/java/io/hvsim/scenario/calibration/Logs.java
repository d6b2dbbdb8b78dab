// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.draft.FigureText;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.text.ScenarioException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Logs for tests, and short ways to calibrate with them. */
public final class Logs {
    private static final double GIGA = 1e9;

    /** Read once; tests run one after the other. */
    static final Library LIBRARY = Library.shipped();

    private Logs() {}

    /** A log that travels with the scenarios. */
    static MeasurementLog shipped(String name) throws ScenarioException {
        return MeasurementLog.read(Path.of("logs", name));
    }

    static MeasurementLog of(String text) {
        return MeasurementLog.of("test.txt", text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What a log says; beside one on bare metal where it says nothing alone.
     *
     * @throws ScenarioException when it is refused
     */
    public static Calibration calibration(LogKind kind, byte[] bytes) throws ScenarioException {
        MeasurementLog log = MeasurementLog.of("test.txt", bytes);
        if (kind == LogKind.PERF_STAT) {
            return beside(kind, shipped("perf-stat-host.txt")).of(log, LIBRARY);
        }
        boolean isSummary = kind == LogKind.LMBENCH && log.source().text().contains("S U M M A R Y");
        return (isSummary ? beside(kind, shipped("lmbench-host.txt")) : calibrator(kind, 0)).of(log, LIBRARY);
    }

    /** At a clock, or an unknown one for 0. */
    static Calibrator calibrator(LogKind kind, double gigahertz) {
        return new Calibrator(
                kind,
                "mine",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "linux-5.4",
                gigahertz == 0 ? OptionalDouble.empty() : OptionalDouble.of(gigahertz * GIGA),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Calibrator beside(LogKind kind, MeasurementLog onMetal) {
        return beside(kind, onMetal, 1, 1);
    }

    /** Of a chosen run against a chosen run on bare metal. */
    static Calibrator beside(LogKind kind, MeasurementLog onMetal, int run, int metalRun) {
        return new Calibrator(
                kind,
                "mine",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "linux-5.4",
                OptionalDouble.empty(),
                Optional.of(run),
                Optional.of(onMetal),
                Optional.of(metalRun));
    }

    /** The figures that were found, in four digits, by name. */
    static Map<String, Double> figures(Calibration calibration) {
        return calibration.changes().stream()
                .collect(Collectors.toMap(
                        Calibration.Change::figure,
                        each -> Double.parseDouble(FigureText.number(each.after())),
                        (a, b) -> a));
    }
}
