// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.trace;

import io.hvsim.scenario.text.TextFile;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A trace: lines of text in UTF-8 or marked UTF-16, plain or packed by gzip, of any length in all. It is read from its start
 * as often as asked, line by line, and never held.
 *
 * @param name for messages, such as the path as the user typed it
 */
public record Trace(String name, Source source) {
    /** Lines of esxtop have some 60 characters for each of up to 100,000 columns. */
    private static final int LONGEST_LINE = 16 << 20;

    private static final int HEAD_LINES = 40;
    private static final int HEAD_CHARACTERS = LONGEST_LINE;
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final String CUT_SHORT = "it is packed by gzip and ends too early";

    /** Where the bytes come from. */
    public interface Source {
        /** The bytes from the first on. */
        InputStream open() throws IOException;
    }

    /** Takes the lines one by one. */
    public interface Lines {
        /**
         * @param line without its end
         * @param number counted from 1
         * @throws UnreadableRowException when the line is to be left out
         */
        void line(String line, long number) throws UnreadableRowException;
    }

    /** The trace in a file. */
    public static Trace of(Path file) {
        return new Trace(file.toString(), () -> Files.newInputStream(file));
    }

    /** The name without folders and what follows the first dot of a usual ending; what a VM is called that has no other name. */
    public String stem() {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String stem = last.replaceFirst("(\\.(csv|tsv|txt|json|swf|log))?(\\.gz)?$", "");
        return stem.isEmpty() ? last : stem;
    }

    /** The first lines, at most 40, to tell by them what kind of trace it is. */
    public List<String> head() throws IOException {
        List<String> head = new ArrayList<>();
        int characters = 0;
        try (Reader in = reader()) {
            StringBuilder line = new StringBuilder();
            while (head.size() < HEAD_LINES && characters < HEAD_CHARACTERS && next(in, line)) {
                characters += line.length();
                head.add(line.toString());
            }
        }
        return head;
    }

    /** Hands every line over; what cannot be read goes to {@code skipped}. */
    public void forEach(Lines lines, SkippedRows skipped) throws IOException {
        try (Reader in = reader()) {
            StringBuilder line = new StringBuilder();
            for (long number = 1; next(in, line); number++) {
                try {
                    if (line.length() >= LONGEST_LINE) {
                        throw new UnreadableRowException("longer than " + LONGEST_LINE + " characters");
                    }
                    lines.line(line.toString(), number);
                } catch (UnreadableRowException e) {
                    skipped.add(name, number, e.getMessage());
                }
            }
        }
    }

    /** The text from its start, in UTF-16 if it says so; bytes that are none become replacement characters. */
    public Reader reader() throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(source.open(), BUFFER);
        BufferedInputStream text =
                magic(bytes) == GZIP_MAGIC ? new BufferedInputStream(unpacked(bytes), BUFFER) : bytes;
        return new BufferedReader(new InputStreamReader(text, TextFile.encoding(magic(text))), BUFFER);
    }

    private static int magic(BufferedInputStream bytes) throws IOException {
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        return magic;
    }

    private static InputStream unpacked(InputStream packed) throws IOException {
        try {
            return new GZIPInputStream(packed, BUFFER) {
                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    try {
                        return super.read(into, from, length);
                    } catch (EOFException e) {
                        throw new EOFException(CUT_SHORT);
                    }
                }
            };
        } catch (EOFException e) {
            throw new EOFException(CUT_SHORT);
        }
    }

    /** Reads a line up to the longest that is kept; returns whether there was one. */
    private static boolean next(Reader in, StringBuilder line) throws IOException {
        line.setLength(0);
        int c = in.read();
        if (c < 0) {
            return false;
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            }
        }
        int end = line.length() - 1;
        if (end >= 0 && line.charAt(end) == '\r') {
            line.setLength(end);
        }
        if (line.length() > 0 && line.charAt(0) == '\uFEFF') {
            line.deleteCharAt(0);
        }
        return true;
    }
}
