// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document into a tree with positions.
 *
 * <p>Anchors, aliases, tags, several documents, keys that are not plain values, nesting deeper than
 * 50, mappings of more than 10,000 keys and lines of more than 100,000 characters are refused: no
 * scenario needs them, and what they could hide is worse than their want. A duplicate key is a problem; its first value
 * stays in the tree so that the rest of the file can be checked.
 */
public final class YamlReader {
    private static final int DEEPEST = 50;
    private static final int LONGEST_KEY = 200;
    private static final int MOST_KEYS = 10_000;
    private static final int LONGEST_LINE = 100_000;

    private final SourceText source;
    private final Problems problems;
    private final Iterator<Event> events;
    private int depth;

    private YamlReader(SourceText source, String text, Problems problems) {
        this.source = source;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The tree of the text, or empty after reporting why there is none. */
    public static Optional<YamlNode> read(SourceText source, Problems problems) {
        if (source.kind() == SourceText.Kind.DEFAULT && isWord(source.text())) {
            int length = source.text().length();
            return Optional.of(YamlNode.plain(source.text(), new Place(source, 0, 0, length)));
        }
        return read(source, source.text(), problems);
    }

    /** The tree of a part of a text, given with blanks in place of the rest so that positions are those of the text. */
    public static Optional<YamlNode> read(SourceText source, String part, Problems problems) {
        OptionalInt longLine = source.firstLineLongerThan(LONGEST_LINE);
        if (longLine.isPresent()) {
            Place place = new Place(source, longLine.getAsInt(), 0, 1);
            problems.add(place, "a line of more than " + LONGEST_LINE + " characters", "");
            return Optional.empty();
        }
        try {
            return new YamlReader(source, part, problems).document();
        } catch (Refused e) {
            problems.add(e.place, e.getMessage(), e.advice);
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(m -> placeOf(source, m, 1))
                    .orElse(Place.startOf(source));
            problems.add(place, "not valid YAML: " + sentence(e), "");
        } catch (ReaderException e) {
            problems.add(
                    placeOfOffset(source, e.getPosition()),
                    String.format("character U+%04X is not allowed in YAML", e.getCodePoint()),
                    "");
        } catch (YamlEngineException e) {
            problems.add(Place.startOf(source), "not valid YAML: " + e.getMessage(), "");
        }
        return Optional.empty();
    }

    /**
     * Whether it begins with a letter or digit and has only letters, digits, inner blanks and {@code - . / %} after it, which
     * YAML takes as they stand: so are most defaults.
     */
    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inner =
                    i > 0 && (c == ' ' && i < text.length() - 1 || c == '-' || c == '.' || c == '/' || c == '%');
            if (!inner && !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String sentence(MarkedYamlEngineException e) {
        return e.getContext() == null ? e.getProblem() : e.getContext() + ": " + e.getProblem();
    }

    private Optional<YamlNode> document() {
        Event event = next();
        while (!(event instanceof NodeEvent) && events.hasNext()) {
            event = next();
        }
        if (!(event instanceof NodeEvent)) {
            problems.add(Place.startOf(source), "nothing in it", "");
            return Optional.empty();
        }
        YamlNode root = node(event);
        while (events.hasNext()) {
            Event after = next();
            if (after instanceof DocumentStartEvent) {
                throw new Refused(place(after), "a second YAML document", "put each scenario into a file of its own");
            }
        }
        return Optional.of(root);
    }

    private Event next() {
        return events.next();
    }

    private YamlNode node(Event event) {
        refuse(event);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        if (++depth > DEEPEST) {
            throw new Refused(place(event), "nested more than " + DEEPEST + " levels deep", "");
        }
        YamlNode node =
                event instanceof MappingStartEvent start ? mapping(start) : sequence((CollectionStartEvent) event);
        depth--;
        return node;
    }

    private void refuse(Event event) {
        if (event instanceof AliasEvent) {
            throw new Refused(place(event), "aliases are not supported", "write the value out");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refused(place(event), "anchors are not supported", "remove it and write the value out");
        }
        boolean tagged = event instanceof ScalarEvent scalar
                ? scalar.getTag().isPresent()
                : event instanceof CollectionStartEvent start && start.getTag().isPresent();
        if (tagged) {
            throw new Refused(place(event), "tags are not supported", "remove the tag; quotes make a value text");
        }
    }

    private YamlNode.Scalar scalar(ScalarEvent event) {
        return new YamlNode.Scalar(event.getValue(), event.isPlain(), place(event), Optional.empty());
    }

    private YamlNode sequence(CollectionStartEvent start) {
        List<YamlNode> items = new ArrayList<>();
        for (Event e = next(); e.getEventId() != Event.ID.SequenceEnd; e = next()) {
            items.add(node(e));
        }
        return new YamlNode.Sequence(List.copyOf(items), start.isFlow(), place(start), Optional.empty());
    }

    private YamlNode mapping(MappingStartEvent start) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (Event e = next(); e.getEventId() != Event.ID.MappingEnd; e = next()) {
            if (seen.size() == MOST_KEYS) {
                throw new Refused(place(e), "more than " + MOST_KEYS + " keys in a mapping", "");
            }
            YamlNode.Entry entry = new YamlNode.Entry(key(e), node(next()));
            Place first = seen.putIfAbsent(entry.name(), entry.key().place());
            if (first == null) {
                entries.add(entry);
            } else {
                problems.add(
                        entry.key().place(),
                        "duplicate key '" + entry.name() + "'",
                        "already given at " + first.label() + ": keep one of them");
            }
        }
        return new YamlNode.Mapping(List.copyOf(entries), start.isFlow(), place(start), Optional.empty());
    }

    private YamlNode.Scalar key(Event event) {
        refuse(event);
        if (!(event instanceof ScalarEvent scalar)) {
            throw new Refused(place(event), "a key must be a plain word", "");
        }
        if (scalar.getValue().length() > LONGEST_KEY) {
            throw new Refused(place(event), "a key may have " + LONGEST_KEY + " characters at most", "");
        }
        return scalar(scalar);
    }

    private Place place(Event event) {
        Mark start = event.getStartMark().orElseThrow();
        int length = event.getEndMark()
                .filter(end -> event instanceof ScalarEvent && end.getLine() == start.getLine())
                .map(end -> end.getColumn() - start.getColumn())
                .orElse(1);
        return placeOf(source, start, length);
    }

    private static Place placeOf(SourceText source, Mark mark, int length) {
        return new Place(source, mark.getLine(), mark.getColumn(), length);
    }

    private static Place placeOfOffset(SourceText source, int codePoints) {
        String text = source.text();
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count();
        String lastLine = before.substring(before.lastIndexOf('\n') + 1);
        return new Place(source, line, lastLine.codePointCount(0, lastLine.length()), 1);
    }

    /** A document that is YAML but has something in it that scenarios do not use. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Place place;
        private final String advice;

        Refused(Place place, String message, String advice) {
            super(message);
            this.place = place;
            this.advice = advice;
        }
    }
}
