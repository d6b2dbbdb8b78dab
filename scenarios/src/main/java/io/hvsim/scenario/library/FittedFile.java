// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlPrinter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A definition of the library with some of its figures changed by factors, in full, as a file that hides the one of the
 * same name when it lies in a {@code library} folder beside a scenario.
 */
public final class FittedFile {
    private static final MathContext DIGITS = new MathContext(4);
    private static final Pattern NUMBER = Pattern.compile("([-+0-9.eE]+)(.*)");
    private static final List<String> ORIGINS = List.of("source", "machine", "assumed");

    private FittedFile() {}

    /**
     * The text of the file.
     *
     * @param file plural of the kind and name, such as {@code hypervisors/esx-3.5}
     * @param factors by the figure's path within the file, such as {@code techniques.vmi.batch.drain}
     * @param fitted what the figures were chosen to meet, which each says from now on
     * @throws IllegalArgumentException if there is no such definition or figure
     */
    public static String text(Library library, String file, Map<String, Double> factors, String fitted) {
        int slash = file.indexOf('/');
        Kind<?> kind = Kinds.ALL.stream()
                .filter(each -> each.folder().equals(file.substring(0, slash)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the library has no " + file));
        YamlNode tree = library.tree(kind, file.substring(slash + 1), new Problems())
                .orElseThrow(() -> new IllegalArgumentException("the library has no " + file));
        for (Map.Entry<String, Double> each : factors.entrySet()) {
            tree = changed(tree, List.of(each.getKey().split("\\.")), each.getValue(), fitted);
        }
        return YamlPrinter.print(tree);
    }

    private static YamlNode changed(YamlNode node, List<String> path, double factor, String fitted) {
        if (path.isEmpty()) {
            return figure(node, factor, fitted);
        }
        // Keys may have dots in them: the longest that fits is the one.
        for (int length = path.size(); length > 0 && node instanceof YamlNode.Mapping mapping; length--) {
            Optional<YamlNode.Entry> entry = mapping.entry(String.join(".", path.subList(0, length)));
            if (entry.isPresent()) {
                YamlNode value = changed(entry.get().value(), path.subList(length, path.size()), factor, fitted);
                return mapping.with(entry.get().withValue(value));
            }
        }
        if (node instanceof YamlNode.Sequence list && path.get(0).matches("[0-9]+")) {
            List<YamlNode> items = new ArrayList<>(list.items());
            int index = Integer.parseInt(path.get(0));
            items.set(index, changed(items.get(index), path.subList(1, path.size()), factor, fitted));
            return new YamlNode.Sequence(List.copyOf(items), list.flow(), list.place(), list.figuresFrom());
        }
        throw new IllegalArgumentException("no figure at " + String.join(".", path));
    }

    private static YamlNode figure(YamlNode node, double factor, String fitted) {
        YamlNode.Mapping origin = node.figuresFrom().orElse(YamlNode.emptyMapping(node.place()));
        YamlNode.Mapping figure = new YamlNode.Mapping(List.of(), true, node.place(), node.figuresFrom());
        if (node instanceof YamlNode.Mapping written && written.has("value")) {
            figure = written.without("range");
            origin = ORIGINS.stream().anyMatch(written::has) ? written : origin;
        } else {
            figure = figure.with(entry("value", node, node.place()));
        }
        YamlNode.Scalar value = (YamlNode.Scalar) figure.get("value").orElseThrow();
        figure = figure.with(entry("value", YamlNode.plain(times(value.text(), factor), value.place()), value.place()));
        for (String key : ORIGINS) {
            Optional<YamlNode.Entry> from = origin.entry(key);
            if (from.isPresent()) {
                figure = figure.with(from.get());
            }
        }
        YamlNode.Scalar text = new YamlNode.Scalar(fitted, false, node.place(), Optional.empty());
        return figure.with(entry("fitted", text, node.place()));
    }

    private static YamlNode.Entry entry(String key, YamlNode value, Place place) {
        return new YamlNode.Entry(YamlNode.plain(key, place), value);
    }

    private static String times(String quantity, double factor) {
        Matcher matcher = NUMBER.matcher(quantity.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + quantity + "' is no number");
        }
        return number(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor))) + matcher.group(2);
    }

    /** A figure as written files have it: in four digits, without an exponent. */
    public static String number(double value) {
        return number(BigDecimal.valueOf(value));
    }

    private static String number(BigDecimal value) {
        return value.round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
