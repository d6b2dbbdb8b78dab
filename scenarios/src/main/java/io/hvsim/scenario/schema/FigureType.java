// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.figure.Provenance;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A figure: a number that says where it comes from, itself or through the nearest {@code figures-from} around it. In a
 * scenario and on the command line a bare number will do; it counts as assumed by whoever wrote it there.
 */
public record FigureType(Dimension dimension, Range range) implements Type<Figure> {
    private static final TextType TEXT = new TextType();

    static final Key<String> SOURCE =
            Key.optional("source", TEXT, "paper and table, kernel file or commit that the figure is taken from");
    static final Key<String> MACHINE = Key.optional("machine", TEXT, "what it was measured on");
    static final Key<String> ASSUMED = Key.optional("assumed", TEXT, "why it is assumed, for want of a source");
    static final Key<String> FITTED = Key.optional("fitted", TEXT, "the published result it was chosen to meet");

    private static final Key<Boolean> BETTER = Key.optional(
            "better",
            new ChoiceType<>("direction", Map.of("high", true)),
            "high when more of it makes the guest faster; else less does");

    /** Where all figures of a mapping come from that do not say so themselves. */
    public static final Key<Provenance> FIGURES_FROM = Key.optional(
            "figures-from",
            MappingType.of(
                            "figures-from",
                            "where figures come from",
                            List.of(SOURCE, MACHINE, ASSUMED, FITTED),
                            FigureType::provenance)
                    .checked(FigureType::checkProvenance),
            "where the figures below come from that do not say so themselves");

    /** A figure of any size from 0. */
    public static FigureType of(Dimension dimension) {
        return new FigureType(dimension, Range.NOT_NEGATIVE);
    }

    @Override
    public Optional<Figure> read(YamlNode node, Reading in) {
        Optional<Figure> figure = node instanceof YamlNode.Mapping
                ? mapping().read(node, in).map(f -> f.apply(in.figurePath()))
                : bare(node, in);
        if (node.place().source().kind() != SourceText.Kind.DEFAULT) {
            figure.ifPresent(in::add);
        }
        return figure;
    }

    private Optional<Figure> bare(YamlNode node, Reading in) {
        return new NumberType(dimension, range).read(node, in).flatMap(value -> {
            Optional<Provenance> provenance = inherited(node).or(() -> ofUser(node));
            if (provenance.isEmpty()) {
                in.problem(
                        node.place(),
                        "figure " + node.form() + " without a source",
                        "give source and machine, or assumed: why; once for many figures with figures-from");
                return Optional.empty();
            }
            String text = ((YamlNode.Scalar) node).text();
            return Optional.of(new Figure(in.figurePath(), value, value, value, false, text, provenance.get()));
        });
    }

    private Key<Double> value() {
        return Key.required("value", new NumberType(dimension, range), "the figure");
    }

    private Key<List<Double>> bounds() {
        return Key.optional(
                "range",
                new ListOf<>(new NumberType(dimension, range)),
                "lower and upper end of what it may be, when it is not known better");
    }

    private MappingType<Function<String, Figure>> mapping() {
        return MappingType.of(
                        "figure",
                        "a number that says where it comes from",
                        List.of(value(), bounds(), BETTER, SOURCE, MACHINE, ASSUMED, FITTED),
                        this::figure)
                .checked(this::check);
    }

    private void check(Fields fields) {
        fields.find(bounds())
                .ifPresent(ends -> fields.find(value()).ifPresent(value -> {
                    if (ends.size() != 2 || ends.get(0) > value || value > ends.get(1)) {
                        fields.in()
                                .problem(
                                        fields.placeOf(bounds()),
                                        "the range does not hold the value",
                                        "write range: [low, high] with the value between them");
                    }
                }));
        if (full(fields).isEmpty()) {
            fields.in()
                    .problem(
                            fields.in().keyPlace(fields.node()),
                            "figure without a source",
                            "add source and machine, or assumed: why");
        }
        checkProvenance(fields);
    }

    private static void checkProvenance(Fields fields) {
        boolean hasSource = fields.wrote(SOURCE);
        boolean hasMachine = fields.wrote(MACHINE)
                || full(fields).filter(p -> !p.machine().isEmpty()).isPresent();
        if (hasSource && fields.wrote(ASSUMED)) {
            fields.in().problem(fields.placeOfKey(ASSUMED), "both source and assumed", "keep one of them");
        } else if (hasSource && !hasMachine) {
            fields.in()
                    .problem(
                            fields.placeOfKey(SOURCE),
                            "source without machine",
                            "add machine: what it was measured on");
        }
    }

    private Function<String, Figure> figure(Fields fields) {
        double value = fields.get(value());
        List<Double> ends = fields.find(bounds()).orElse(List.of(value, value));
        boolean moreIsBetter = fields.find(BETTER).orElse(false);
        Provenance provenance = full(fields).orElseThrow();
        String text = text(fields);
        return path -> new Figure(path, value, ends.get(0), ends.get(1), moreIsBetter, text, provenance);
    }

    private String text(Fields fields) {
        String value = ((YamlNode.Scalar) fields.node().get("value").orElseThrow()).text();
        List<String> ends = new ArrayList<>();
        fields.node()
                .get("range")
                .ifPresent(r -> ((YamlNode.Sequence) r).items().forEach(i -> ends.add(((YamlNode.Scalar) i).text())));
        return ends.isEmpty() ? value : value + " (" + String.join(" to ", ends) + ")";
    }

    /** What the figure says of itself, completed from the {@code figures-from} around it; empty when that is too little. */
    private static Optional<Provenance> full(Fields fields) {
        Provenance own = provenance(fields);
        Optional<Provenance> around = fields.node().figuresFrom().map(FigureType::provenance);
        if (!own.assumed().isEmpty()) {
            return Optional.of(own);
        }
        if (!own.source().isEmpty()) {
            String machine =
                    own.machine().isEmpty() ? around.map(Provenance::machine).orElse("") : own.machine();
            return Optional.of(new Provenance(own.source(), machine, "", own.fittedTo()));
        }
        return around.or(() -> ofUser(fields.node()))
                .map(p -> own.fittedTo().isEmpty()
                        ? p
                        : new Provenance(p.source(), p.machine(), p.assumed(), own.fittedTo()));
    }

    private static Provenance provenance(Fields fields) {
        return provenance(fields.node());
    }

    private static Provenance provenance(YamlNode.Mapping mapping) {
        return new Provenance(
                word(mapping, SOURCE), word(mapping, MACHINE), word(mapping, ASSUMED), word(mapping, FITTED));
    }

    private static String word(YamlNode.Mapping mapping, Key<String> key) {
        return mapping.get(key.name())
                .filter(YamlNode.Scalar.class::isInstance)
                .map(s -> ((YamlNode.Scalar) s).text())
                .orElse("");
    }

    private static Optional<Provenance> inherited(YamlNode node) {
        return node.figuresFrom().map(FigureType::provenance);
    }

    private static Optional<Provenance> ofUser(YamlNode node) {
        return switch (node.place().source().kind()) {
            case SCENARIO, OPTION -> Optional.of(Provenance.assumed("given in the scenario"));
            case DEFAULT -> Optional.of(Provenance.assumed("default"));
            case LIBRARY -> Optional.empty();
        };
    }

    @Override
    public String phrase() {
        return dimension.noun() + " such as " + dimension.example() + ", a figure";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        String part = "figure-" + ChoiceType.word(dimension);
        return definitions.part(
                part,
                () -> JsonSchema.anyOf(
                        List.of(NumberType.schema(dimension), mapping().ownSchema(definitions))));
    }

    @Override
    public List<Type<?>> parts() {
        return List.of(mapping());
    }
}
