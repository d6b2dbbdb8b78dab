// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A log of measurements.
 *
 * @param name without its folder
 * @param sha256 of its bytes, in hexadecimal
 * @param lines without their ends and at most 4,096 characters of each; bytes that are no text are replacement characters
 */
public record MeasurementLog(String name, String sha256, SourceText source, List<String> lines) {
    private static final long LARGEST = 64 << 20;
    private static final int LONGEST_LINE = 4096;

    /** The log with these bytes. */
    static MeasurementLog of(String path, byte[] bytes) {
        int start = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        String text = new String(bytes, TextFile.encoding(start));
        SourceText source = SourceText.scenario(path, text);
        String name = Path.of(path).getFileName().toString();
        List<String> lines = source.text()
                .lines()
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line)
                .toList();
        return new MeasurementLog(name, sha256(bytes), source, lines);
    }

    /**
     * Reads a log.
     *
     * @throws ScenarioException when it is larger than 64 MiB or not there
     */
    public static MeasurementLog read(Path file) throws ScenarioException {
        try {
            if (!Files.isRegularFile(file)) {
                throw refused(file, Files.exists(file) ? "is not a file" : "there is no such file");
            }
            if (Files.size(file) > LARGEST) {
                throw refused(file, "is larger than 64 MiB");
            }
            return of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw refused(file, "cannot be read: " + e.getMessage());
        }
    }

    private static ScenarioException refused(Path file, String why) {
        return problem(Place.startOf(SourceText.scenario(file.toString(), "")), why, "");
    }

    /** Whether any line holds the pattern. */
    boolean has(Pattern pattern) {
        return lines.stream().anyMatch(line -> pattern.matcher(line).find());
    }

    /** A problem with a line, counted from 0. */
    ScenarioException problem(int line, String message, String advice) {
        int length = line < lines.size() ? lines.get(line).stripTrailing().length() : 0;
        return problem(new Place(source, line, 0, length), message, advice);
    }

    private static ScenarioException problem(Place place, String message, String advice) {
        Problems problems = new Problems();
        problems.add(place, message, advice);
        try {
            problems.throwIfAny();
        } catch (ScenarioException wrong) {
            return wrong;
        }
        throw new IllegalStateException("a problem was added");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
