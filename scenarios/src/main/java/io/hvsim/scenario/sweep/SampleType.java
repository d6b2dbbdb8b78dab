// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.WholeType;
import io.hvsim.scenario.sweep.Axis.Value;
import io.hvsim.scenario.text.YamlNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/** Points spread over ranges so that few of them cover much. */
final class SampleType {
    private static final int MOST_POINTS = 10_000;

    /** How the points are chosen. */
    enum Design {
        LATIN_HYPERCUBE,
        SOBOL
    }

    private static final Key<Design> DESIGN = Key.required(
            "design",
            ChoiceType.of("design", Design.class),
            "latin-hypercube: each of as many equal parts of every range is taken once, in random order; sobol: the points of a"
                    + " Sobol sequence, most even when their number is a power of two");
    private static final Key<Integer> POINTS =
            Key.required("points", new IntType(1, MOST_POINTS), "how many; those that steps make equal count once");
    private static final Key<List<RangeType.Span>> RANGES = Key.required(
            "ranges", new SpansType(), "by path, from where to where, and the steps that whole numbers need");
    private static final Key<Long> SEED = Key.ofDefault(
            "seed", WholeType.count(0, Long.MAX_VALUE), "1", "where the random numbers of a Latin hypercube begin");

    /** The design as rows of values. */
    static final MappingType<Factor> SAMPLE = MappingType.of(
            "sample", "points spread over ranges", List.of(DESIGN, POINTS, RANGES, SEED), SampleType::factor);

    private SampleType() {}

    private static Factor factor(Fields f) {
        List<RangeType.Span> spans = f.get(RANGES);
        int points = f.get(POINTS);
        double[][] places = f.get(DESIGN) == Design.SOBOL
                ? sobol(points, spans.size())
                : LatinHypercube.draw(points, spans.size(), RandomStream.of(f.get(SEED), 0, "sweep"));
        Set<List<String>> rows = new LinkedHashSet<>();
        for (int point = 0; point < points; point++) {
            int row = point;
            rows.add(IntStream.range(0, spans.size())
                    .mapToObj(i -> spans.get(i).at(places[i][row]))
                    .toList());
        }
        return new Factor(
                spans.stream().map(span -> span.path().text()).toList(),
                rows.stream().map(row -> values(spans, row)).toList());
    }

    /**
     * The first points of a Sobol sequence, by dimension and point.
     *
     * <p>Source: direction numbers of Joe and Kuo (2008), in Apache Commons Math.
     */
    private static double[][] sobol(int points, int dimensions) {
        SobolSequenceGenerator sequence = new SobolSequenceGenerator(dimensions);
        double[][] places = new double[dimensions][points];
        for (int point = 0; point < points; point++) {
            double[] vector = sequence.nextVector();
            for (int i = 0; i < dimensions; i++) {
                places[i][point] = vector[i];
            }
        }
        return places;
    }

    private static List<Value> values(List<RangeType.Span> spans, List<String> row) {
        return IntStream.range(0, spans.size())
                .mapToObj(i -> {
                    YamlNode.Scalar path = spans.get(i).path();
                    return AxisType.value(path, YamlNode.plain(row.get(i), path.place()));
                })
                .toList();
    }
}
