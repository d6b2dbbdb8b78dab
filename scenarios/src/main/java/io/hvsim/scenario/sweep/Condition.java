// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Quantity;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which points of a sweep are run: those at which any of the comparisons holds. */
record Condition(List<Comparison> any) {
    private static final Pattern COMPARISON =
            Pattern.compile("\\s*([^<>=!]*[^<>=!\\s])\\s*(<=|>=|==|!=|<|>)\\s*([^<>=!]*[^<>=!\\s])\\s*");

    /** The value of an axis against a value or another axis. */
    private record Comparison(Axis axis, String sign, String other, Optional<Axis> otherAxis) {

        boolean holds(Map<String, String> labels) {
            String left = labels.get(axis.name());
            String right = otherAxis.map(each -> labels.get(each.name())).orElse(other);
            Optional<Integer> order = order(left, right);
            return switch (sign) {
                case "==" -> order.map(each -> each == 0).orElse(left.equals(right));
                case "!=" -> order.map(each -> each != 0).orElse(!left.equals(right));
                case "<" -> order.orElseThrow() < 0;
                case "<=" -> order.orElseThrow() <= 0;
                case ">" -> order.orElseThrow() > 0;
                default -> order.orElseThrow() >= 0;
            };
        }

        /** Values on the right that some value on the left cannot be compared with. */
        Optional<String> incomparable() {
            List<String> rights = otherAxis.map(Axis::labels).orElse(List.of(other));
            boolean equality = sign.equals("==") || sign.equals("!=");
            if (equality) {
                boolean known = rights.stream()
                        .anyMatch(right -> axis.labels().stream()
                                .anyMatch(left -> left.equals(right)
                                        || order(left, right)
                                                .filter(each -> each == 0)
                                                .isPresent()));
                return known
                        ? Optional.empty()
                        : Optional.of("no value of '" + axis.name() + "' equals '" + other + "'");
            }
            for (String left : axis.labels()) {
                for (String right : rights) {
                    if (order(left, right).isEmpty()) {
                        return Optional.of("'" + left + "' and '" + right + "' have no order");
                    }
                }
            }
            return Optional.empty();
        }

        /** As of {@link Comparable}; empty unless both are numbers of the same kind. */
        private static Optional<Integer> order(String left, String right) {
            for (Dimension dimension : Dimension.values()) {
                Optional<BigDecimal> one =
                        Quantity.parse(left, dimension).quantity().map(Quantity::base);
                Optional<BigDecimal> two =
                        Quantity.parse(right, dimension).quantity().map(Quantity::base);
                if (one.isPresent() && two.isPresent()) {
                    return Optional.of(one.get().compareTo(two.get()));
                }
            }
            return Optional.empty();
        }
    }

    boolean holds(Map<String, String> labels) {
        return any.stream().anyMatch(each -> each.holds(labels));
    }

    /** Reads {@code AXIS < VALUE} or several such, joined by {@code or}. */
    static Optional<Condition> read(YamlNode node, List<Axis> axes, Reading in) {
        String text = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        List<Comparison> any = new ArrayList<>();
        for (String part : text.split(" or ", -1)) {
            Matcher matcher = COMPARISON.matcher(part);
            if (!matcher.matches()) {
                in.problem(
                        node.place(),
                        node.insteadOf("a condition"),
                        "write AXIS < VALUE or AXIS < AXIS, with <, <=, >, >=, == or !=; several may be joined by 'or'");
                return Optional.empty();
            }
            Optional<Comparison> comparison = axis(axes, matcher.group(1), node, in)
                    .map(axis ->
                            new Comparison(axis, matcher.group(2), matcher.group(3), find(axes, matcher.group(3))));
            Optional<String> wrong = comparison.flatMap(Comparison::incomparable);
            wrong.ifPresent(sentence -> in.problem(node.place(), sentence, ""));
            if (comparison.isEmpty() || wrong.isPresent()) {
                return Optional.empty();
            }
            any.add(comparison.get());
        }
        return Optional.of(new Condition(List.copyOf(any)));
    }

    private static Optional<Axis> find(List<Axis> axes, String name) {
        return axes.stream().filter(axis -> axis.name().equals(name)).findFirst();
    }

    private static Optional<Axis> axis(List<Axis> axes, String name, YamlNode node, Reading in) {
        Optional<Axis> axis = find(axes, name);
        if (axis.isEmpty()) {
            in.problem(
                    node.place(),
                    "no axis '" + name + "' in the sweep",
                    Suggestions.advice(name, axes.stream().map(Axis::name).toList(), "axes"));
        }
        return axis;
    }
}
