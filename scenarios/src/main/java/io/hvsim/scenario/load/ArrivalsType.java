// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.load;

import io.hvsim.scenario.figure.DistributionSpec;
import io.hvsim.scenario.schema.DistributionType;
import io.hvsim.scenario.schema.Edit;
import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Times between arrivals: only their spread, {@code {cv: X}}, or a whole distribution. */
record ArrivalsType() implements Type<DistributionSpec> {
    private static final Key<Double> CV =
            Key.required("cv", new NumberType(Dimension.NUMBER, Range.of(0, 1000)), "standard deviation over mean");
    private static final MappingType<DistributionSpec> SPREAD = MappingType.of(
            "arrival-spread", "the spread of times between arrivals", List.of(CV), f -> LoadType.ofSpread(f.get(CV)));
    private static final DistributionType<Double, DistributionSpec> WHOLE = DistributionType.plain(Dimension.TIME);

    /** Whether the mean is left to the rate. */
    static boolean isOnlySpread(DistributionSpec arrivals) {
        return arrivals.shape() == DistributionSpec.Shape.MEAN_AND_CV
                && !arrivals.parameters().containsKey("mean");
    }

    static double cv(DistributionSpec spread) {
        return spread.parameters().get("cv");
    }

    @Override
    public Optional<DistributionSpec> read(YamlNode node, Reading in) {
        boolean spread = node instanceof YamlNode.Mapping m && m.names().equals(List.of("cv"));
        return spread ? SPREAD.read(node, in) : WHOLE.read(node, in);
    }

    @Override
    public String phrase() {
        return "{cv: X} or a distribution of a time";
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        return WHOLE.edited(edit, written, inherited);
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return WHOLE.schema(definitions);
    }
}
