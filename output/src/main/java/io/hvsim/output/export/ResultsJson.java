// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The complete result of an experiment, latency curves and time series included, from which every other file can be made
 * again; replications that are kept in a result store stay there. The layout is private to hvsim and numbered.
 */
public final class ResultsJson {
    /** Raised whenever a stored result can no longer be read as before. */
    private static final int FORMAT = 2;

    private ResultsJson() {}

    /**
     * What the file holds.
     *
     * @param keys of the points in the store that has their replications; empty when the result has them itself
     * @param counts how many replications each point has there
     */
    public record Stored(int format, List<String> keys, List<Integer> counts, ExperimentResult result) {

        /** The result with the replications of a store, by place of the point and how many. */
        public ExperimentResult result(BiFunction<Integer, Integer, List<RunResult>> store) {
            List<PointResult> points = new ArrayList<>();
            for (PointResult point : result.points()) {
                points.add(point.withReplications(store.apply(points.size(), counts.get(points.size()))));
            }
            return result.withPoints(points);
        }
    }

    /**
     * Writes the result and leaves {@code out} open.
     *
     * @param keys of the points in the store that has their replications; empty to write them here
     */
    public static void write(ExperimentResult result, List<String> keys, OutputStream out) {
        List<Integer> counts = List.of();
        ExperimentResult written = result;
        if (!keys.isEmpty()) {
            counts = result.points().stream()
                    .map(point -> point.replications().size())
                    .toList();
            written = result.withPoints(result.points().stream()
                    .map(point -> point.withReplications(List.of()))
                    .toList());
        }
        RecordJson.write(new Stored(FORMAT, keys, counts, written), out);
    }

    /**
     * Reads a result that {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is no stored result or one of another format
     */
    public static Stored read(InputStream in) {
        Stored stored;
        try {
            stored = JsonMapper.shared().readValue(in, Stored.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a stored result: " + e.getOriginalMessage(), e);
        }
        if (stored == null || stored.format() != FORMAT || stored.result() == null) {
            throw new IllegalArgumentException("results stored in another format; this version reads format " + FORMAT);
        }
        return stored;
    }
}
