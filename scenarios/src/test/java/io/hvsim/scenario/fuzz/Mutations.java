// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** What happens to tables of text on their way: each mutation is one accident of editors, tools, disks or people. */
final class Mutations {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]*)?");
    private static final String SPICE = "\"\\;,:\t\n\r-.%#>(){}[]0123456789eE\uFEFF\u0000é";
    private static final String DELIMITERS = ",;\t :";
    private static final String[] CELLS = {
        "-1",
        "101",
        "0",
        "-0",
        "0.0000001",
        "1e308",
        "1e999",
        "4.9e-324",
        "NaN",
        "Infinity",
        "",
        "99999999999999999999",
        "2147483648",
        "9223372036854775808",
        "no limit",
        "\"",
        "0x1p3",
        "1d",
        "1,5",
        "1376314846",
        "02/30/2018 25:61:00",
        "2026-01-02 03:04:10",
        "<not counted>",
        "us",
        "K",
        "HLT",
        "cpuid ",
        "VM-EXIT    Samples",
        "---- ---- ----"
    };

    private static final int LONGEST = 4 << 20;

    private final SplittableRandom random;

    Mutations(SplittableRandom random) {
        this.random = random;
    }

    /** The text after up to eight accidents, as bytes. */
    byte[] of(String text) {
        String mutated = text;
        for (int n = random.nextInt(random.nextInt(4) == 0 ? 8 : 3); n >= 0; n--) {
            mutated = mutated(mutated);
        }
        return encoded(mutated);
    }

    private String mutated(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return text;
        }
        return switch (random.nextInt(5)) {
            case 0, 1 -> characters(text);
            case 2 -> numbers(text);
            case 3 -> lines(text);
            default -> cells(text);
        };
    }

    private String characters(String text) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 20));
        char spice = SPICE.charAt(random.nextInt(SPICE.length()));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> text.substring(0, end) + text.substring(at);
            case 3 -> text.substring(0, at) + spice + text.substring(at + 1);
            case 4 -> text.substring(0, at) + spice + text.substring(at);
            default -> text.substring(0, at) + any(CELLS) + text.substring(end);
        };
    }

    /** Another number in the place of one. */
    private String numbers(String text) {
        List<MatchResult> all = NUMBER.matcher(text).results().toList();
        if (all.isEmpty()) {
            return text;
        }
        MatchResult one = all.get(random.nextInt(all.size()));
        String other = random.nextBoolean()
                ? any(CELLS)
                : all.get(random.nextInt(all.size())).group();
        return text.substring(0, one.start()) + other + text.substring(one.end());
    }

    private String lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int one = random.nextInt(lines.size());
        int two = random.nextInt(lines.size());
        String line = lines.get(one);
        switch (random.nextInt(6)) {
            case 0 -> {
                lines.set(one, lines.get(two));
                lines.set(two, line);
            }
            case 1 -> lines.add(two, line);
            case 2 -> lines.remove(one);
            case 3 -> lines.set(one, line.substring(0, line.length() / 2));
            case 4 -> lines.set(one, line + line);
            default -> lines.set(one, line.repeat(1 + random.nextInt(random.nextInt(50) == 0 ? 4000 : 5)));
        }
        return String.join("\n", lines);
    }

    /** Cells of one line swapped, doubled, dropped, run together, opened by a quotation mark. */
    private String cells(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int one = random.nextInt(lines.size());
        String delimiter = delimiter(lines.get(one));
        List<String> cells = new ArrayList<>(List.of(lines.get(one).split(Pattern.quote(delimiter), -1)));
        int from = random.nextInt(cells.size());
        int to = random.nextInt(cells.size());
        String cell = cells.get(from);
        switch (random.nextInt(6)) {
            case 0 -> {
                cells.set(from, cells.get(to));
                cells.set(to, cell);
            }
            case 1 -> cells.add(to, cell);
            case 2 -> cells.remove(from);
            case 3 -> cells.set(from, "\"" + cell);
            case 4 -> cells.set(from, any(CELLS));
            default -> cells.set(from, cell + (from + 1 < cells.size() ? cells.remove(from + 1) : ""));
        }
        lines.set(one, String.join(delimiter, cells));
        return String.join("\n", lines);
    }

    private static String delimiter(String line) {
        return DELIMITERS
                .chars()
                .mapToObj(Character::toString)
                .filter(line::contains)
                .findFirst()
                .orElse(",");
    }

    private String any(String[] texts) {
        return texts[random.nextInt(texts.length)];
    }

    private byte[] encoded(String text) {
        return switch (random.nextInt(24)) {
            case 0 -> text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            case 1 -> text.replace("\n", "\r").getBytes(StandardCharsets.UTF_8);
            case 2 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            case 3 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
            case 4 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE);
            case 5 -> text.getBytes(StandardCharsets.ISO_8859_1);
            case 6 -> cut(packed(text));
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Sometimes cut short, or with one byte changed. */
    private byte[] cut(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
            case 0 -> bytes[at] ^= 1;
            case 1 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {}
        }
        return bytes;
    }
}
