// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A text that problems point into: a file, a command-line option, or the table of defaults. */
public final class SourceText {

    /** What kind of text it is, which decides how its places are named. */
    public enum Kind {
        SCENARIO,
        LIBRARY,
        OPTION,
        DEFAULT
    }

    private final Kind kind;
    private final String name;
    private final Supplier<String> reader;
    /** Known once it is needed; threads that need it at the same time find the same. */
    private String text;

    private List<String> lines;

    private SourceText(Kind kind, String name, String text) {
        this(kind, name, () -> text);
    }

    private SourceText(Kind kind, String name, Supplier<String> reader) {
        this.kind = kind;
        this.name = name;
        this.reader = reader;
    }

    /** A scenario file under the name that messages give it. */
    public static SourceText scenario(String name, String text) {
        return new SourceText(Kind.SCENARIO, name, withoutByteOrderMark(text));
    }

    /** A library file under the name that messages give it. */
    public static SourceText library(String name, String text) {
        return new SourceText(Kind.LIBRARY, name, withoutByteOrderMark(text));
    }

    /** A library file whose text is read when it is first needed, if ever. */
    public static SourceText library(String name, Supplier<String> text) {
        return new SourceText(Kind.LIBRARY, name, () -> withoutByteOrderMark(text.get()));
    }

    /** An option of the command line such as {@code --set vms.web.count=2}; {@code text} is what follows the flag. */
    public static SourceText option(String flag, String text) {
        return new SourceText(Kind.OPTION, flag, text);
    }

    /** The value a key has when it is left out. */
    public static SourceText ofDefault(String text) {
        return new SourceText(Kind.DEFAULT, "default", text);
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public String text() {
        String known = text;
        if (known == null) {
            known = reader.get();
            text = known;
        }
        return known;
    }

    private List<String> lines() {
        List<String> known = lines;
        if (known == null) {
            known = text().lines().toList();
            lines = known;
        }
        return known;
    }

    /** Line number {@code index}, counted from 0, without its end; empty past the last one. */
    public String line(int index) {
        return index < lines().size() ? lines().get(index) : "";
    }

    /** Index of the first line with more characters than that. */
    OptionalInt firstLineLongerThan(int characters) {
        return text().length() <= characters
                ? OptionalInt.empty()
                : IntStream.range(0, lines().size())
                        .filter(i -> lines().get(i).length() > characters)
                        .findFirst();
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
