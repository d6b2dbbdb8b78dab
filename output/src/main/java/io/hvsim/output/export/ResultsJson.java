// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import io.hvsim.model.result.ExperimentResult;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The complete result of an experiment, latency curves and time series included, from which every other file can be made
 * again. The layout is private to hvsim and numbered.
 */
public final class ResultsJson {
    /** Raised whenever a stored result can no longer be read as before. */
    private static final int FORMAT = 2;

    private ResultsJson() {}

    private record Stored(int format, ExperimentResult result) {}

    /** Writes the result and leaves {@code out} open. */
    public static void write(ExperimentResult result, OutputStream out) {
        JsonMapper.shared()
                .writer()
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .writeValue(out, new Stored(FORMAT, result));
    }

    /**
     * Reads a result that {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is no stored result or one of another format
     */
    public static ExperimentResult read(InputStream in) {
        Stored stored;
        try {
            stored = JsonMapper.shared().readValue(in, Stored.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a stored result: " + e.getOriginalMessage(), e);
        }
        if (stored == null || stored.format() != FORMAT || stored.result() == null) {
            throw new IllegalArgumentException("results stored in another format; this version reads format " + FORMAT);
        }
        return stored.result();
    }
}
