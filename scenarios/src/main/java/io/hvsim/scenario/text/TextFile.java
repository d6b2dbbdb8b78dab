// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Reads text files of at most 10 MiB in UTF-8. */
public final class TextFile {
    private static final long LARGEST = 10 << 20;

    private TextFile() {}

    /**
     * The encoding of a text of another program by its first two bytes: UTF-16 where they are its byte order mark, as
     * PowerShell writes what is redirected to a file; else UTF-8.
     *
     * @param start the first byte times 256 plus the second
     */
    public static Charset encoding(int start) {
        return switch (start) {
            case 0xFFFE -> StandardCharsets.UTF_16LE;
            case 0xFEFF -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }

    /**
     * The text of a file, or empty after reporting why it cannot be had.
     *
     * @param source makes the source from the text
     */
    public static Optional<SourceText> read(Path file, Function<String, SourceText> source, Problems problems) {
        Optional<byte[]> bytes = bytes(file, source.apply(""), problems);
        return bytes.flatMap(b -> decode(b, source, problems));
    }

    private static Optional<byte[]> bytes(Path file, SourceText source, Problems problems) {
        try {
            if (Files.isDirectory(file)) {
                problems.add(Place.startOf(source), "is a folder, not a file", "");
            } else if (Files.size(file) > LARGEST) {
                problems.add(Place.startOf(source), "is larger than 10 MiB", "");
            } else {
                return Optional.of(Files.readAllBytes(file));
            }
        } catch (NoSuchFileException e) {
            problems.add(Place.startOf(source), "there is no such file", "");
        } catch (IOException e) {
            problems.add(Place.startOf(source), "cannot be read: " + e.getMessage(), "");
        }
        return Optional.empty();
    }

    private static Optional<SourceText> decode(byte[] bytes, Function<String, SourceText> source, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (!result.isError()) {
            return Optional.of(source.apply(text));
        }
        int line = (int) text.chars().filter(c -> c == '\n').count();
        int column = text.length() - text.lastIndexOf('\n') - 1;
        problems.add(new Place(source.apply(text), line, column, 1), "not UTF-8 text", "save the file as UTF-8");
        return Optional.empty();
    }
}
