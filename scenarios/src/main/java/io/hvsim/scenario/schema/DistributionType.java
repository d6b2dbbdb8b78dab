// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.figure.Bound;
import io.hvsim.scenario.figure.DistributionFigure;
import io.hvsim.scenario.figure.DistributionSpec;
import io.hvsim.scenario.figure.DistributionSpec.Shape;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A distribution: a plain quantity for one that never varies, {@code {mean, cv}}, or {@code {distribution: NAME}} with its
 * parameters.
 *
 * @param numbers type of the parameters by dimension
 * @param make makes the value
 * @param central the distribution that the value stands for, to be tried out
 */
public record DistributionType<N, T>(
        Dimension dimension,
        Function<Dimension, Type<N>> numbers,
        Maker<N, T> make,
        Function<T, DistributionSpec> central)
        implements Type<T> {

    private static final Set<String> BARE_PARAMETERS = Set.of("cv", "shape");
    private static final Map<String, String> PARAMETERS = Map.of(
            "value", "the value it always has",
            "mean", "mean",
            "cv", "standard deviation over mean",
            "low", "least value",
            "high", "largest value",
            "standard-deviation", "standard deviation",
            "shape", "shape",
            "scale", "scale",
            "minimum", "least value");
    private static final ChoiceType<Shape> SHAPES =
            ChoiceType.of("distribution", Shape.class, s -> s != Shape.MEAN_AND_CV);
    private static final Key<Shape> SHAPE = Key.required("distribution", SHAPES, "the family");

    /** Makes the value of a distribution from its parts. */
    public interface Maker<N, T> {
        T make(Shape shape, Map<String, N> parameters, List<N> values);
    }

    /** A distribution whose parameters are plain numbers. */
    public static DistributionType<Double, DistributionSpec> plain(Dimension dimension) {
        return new DistributionType<>(
                dimension, d -> new NumberType(d, Range.NOT_NEGATIVE), DistributionSpec::new, Function.identity());
    }

    /** A distribution of the library, whose parameters are figures. */
    public static DistributionType<Figure, DistributionFigure> figures(Dimension dimension) {
        return new DistributionType<>(dimension, FigureType::of, DistributionFigure::new, d -> d.at(Bound.CENTRAL));
    }

    @Override
    public Optional<T> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return constant(node, in);
        }
        boolean isFigure = numbers.apply(dimension) instanceof FigureType && !mapping.has(SHAPE.name());
        Optional<YamlNode> value = mapping.get("value").filter(v -> isFigure);
        if (value.isPresent()) {
            return value.get() instanceof YamlNode.Mapping ? sourced(mapping, value.get(), in) : constant(node, in);
        }
        return shape(mapping, in).flatMap(s -> of(s).read(mapping, in));
    }

    private Optional<T> constant(YamlNode node, Reading in) {
        return numbers.apply(dimension)
                .read(node, in)
                .map(n -> make.make(Shape.DETERMINISTIC, Map.of("value", n), List.of()));
    }

    /** The distribution inside a figure, told what the figure says of its source. */
    private Optional<T> sourced(YamlNode.Mapping figure, YamlNode value, Reading in) {
        YamlNode.Mapping provenance = figure.without("value");
        long before = in.failures();
        FigureType.FIGURES_FROM.type().read(provenance, in);
        Optional<T> read = read(YamlNode.withFigureSources(value, Optional.of(provenance)), in);
        return in.failures() == before ? read : Optional.empty();
    }

    private Optional<Shape> shape(YamlNode.Mapping mapping, Reading in) {
        return mapping.entry(SHAPE.name())
                .map(e -> in.within(e.key(), () -> SHAPES.read(e.value(), in)))
                .orElse(Optional.of(Shape.MEAN_AND_CV));
    }

    private MappingType<T> of(Shape shape) {
        List<Key<N>> parameters =
                shape.parameters().stream().map(this::parameter).toList();
        List<Key<?>> keys = new ArrayList<>(parameters);
        if (shape != Shape.MEAN_AND_CV) {
            keys.add(SHAPE);
        }
        if (shape == Shape.EMPIRICAL) {
            keys.add(values());
        }
        return MappingType.of(name(shape), doc(shape), keys, f -> make(shape, parameters, f))
                .withFigures()
                .checked(f -> tryOut(shape, parameters, f));
    }

    private static String name(Shape shape) {
        return shape == Shape.MEAN_AND_CV ? "distribution" : "distribution " + ChoiceType.word(shape);
    }

    private static String doc(Shape shape) {
        return switch (shape) {
            case DETERMINISTIC -> "always the same value";
            case EXPONENTIAL -> "time between events that know nothing of each other";
            case UNIFORM -> "any value between two bounds, each as likely";
            case NORMAL -> "normal, given that the value is not negative";
            case LOG_NORMAL -> "log-normal, by its own mean and spread";
            case GAMMA -> "gamma; the mean is shape times scale";
            case WEIBULL -> "Weibull; a shape below 1 has a longer tail than the exponential";
            case PARETO -> "Pareto, for long tails; the mean is infinite for a shape up to 1";
            case HYPER_EXPONENTIAL -> "two exponential phases with balanced means; cv is above 1";
            case MEAN_AND_CV ->
                "known by mean and spread only: deterministic for cv 0, gamma below 1, exponential for 1, "
                        + "hyper-exponential above";
            case EMPIRICAL -> "measured values, each as likely";
        };
    }

    private Key<N> parameter(String name) {
        Dimension own = BARE_PARAMETERS.contains(name) ? Dimension.NUMBER : dimension;
        return Key.required(name, numbers.apply(own), PARAMETERS.get(name));
    }

    private Key<List<N>> values() {
        return Key.required("values", new ListOf<>(numbers.apply(dimension)), "measured values");
    }

    private T make(Shape shape, List<Key<N>> parameters, Fields fields) {
        Map<String, N> read = new LinkedHashMap<>();
        parameters.forEach(p -> read.put(p.name(), fields.get(p)));
        return make.make(shape, read, shape == Shape.EMPIRICAL ? fields.get(values()) : List.of());
    }

    private void tryOut(Shape shape, List<Key<N>> parameters, Fields fields) {
        boolean complete = parameters.stream().allMatch(p -> fields.find(p).isPresent())
                && (shape != Shape.EMPIRICAL || fields.find(values()).isPresent());
        if (!complete) {
            return;
        }
        try {
            central.apply(make(shape, parameters, fields)).distribution();
        } catch (IllegalArgumentException e) {
            fields.in().problem(fields.in().keyPlace(fields.node()), "no such distribution", e.getMessage());
        }
    }

    @Override
    public String phrase() {
        return dimension.noun() + " such as " + dimension.example() + ", or a distribution";
    }

    private Set<String> allKeys() {
        Set<String> keys = new TreeSet<>(Set.of("values", "value", "figures-from"));
        for (Shape shape : Shape.values()) {
            keys.addAll(shape.parameters());
        }
        return keys;
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        if (edit.isHere()) {
            return Optional.of(edit.value());
        }
        if (!allKeys().contains(edit.step()) && !edit.step().equals(SHAPE.name())) {
            return edit.unknown(allKeys());
        }
        if (!edit.down().isHere()) {
            return edit.down().noParts(this);
        }
        YamlNode.Mapping mapping = Parts.mapping(written.or(() -> inherited), edit);
        return Optional.of(Parts.with(mapping, edit, edit.value()));
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(SHAPE.name(), SHAPES.schema(definitions));
        allKeys().forEach(k -> properties.put(k, Map.of()));
        List.of(FigureType.SOURCE, FigureType.MACHINE, FigureType.ASSUMED, FigureType.FITTED)
                .forEach(k -> properties.put(k.name(), k.type().schema(definitions)));
        properties.put("range", Map.of("type", "array"));
        properties.put("better", Map.of("const", "high"));
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "object");
        mapping.put("properties", properties);
        mapping.put("additionalProperties", false);
        return definitions.part(
                "distribution-" + ChoiceType.word(dimension),
                () -> JsonSchema.anyOf(List.of(NumberType.schema(dimension), mapping)));
    }

    @Override
    public List<Type<?>> parts() {
        return Arrays.stream(Shape.values()).<Type<?>>map(this::of).toList();
    }
}
