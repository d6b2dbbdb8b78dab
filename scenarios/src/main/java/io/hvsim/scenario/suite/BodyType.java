// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.spec.ScenarioKeys;
import io.hvsim.scenario.sweep.Axis;
import io.hvsim.scenario.sweep.Sweep;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.TextFile;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scenario of a suite: written out in place, a file beside the suite, or one that travels with the program. */
record BodyType() implements Type<BodyType.Body> {

    /**
     * A scenario before its points change it.
     *
     * @param tree without sweep and charts
     * @param axes of its sweep; a point can take a variant of one by its label
     */
    record Body(YamlNode.Mapping tree, List<Axis> axes) {}

    @Override
    public Optional<Body> read(YamlNode node, Reading in) {
        Optional<YamlNode> body = node instanceof YamlNode.Scalar name ? named(name, in) : Optional.of(node);
        if (body.isPresent() && !(body.get() instanceof YamlNode.Mapping)) {
            in.problem(node.place(), node.insteadOf(phrase()), "");
            return Optional.empty();
        }
        return body.map(b -> body((YamlNode.Mapping) b, in));
    }

    private static Body body(YamlNode.Mapping tree, Reading in) {
        List<Axis> axes = tree.entry(ScenarioKeys.SWEEP.name())
                .flatMap(e -> in.within(e.key(), () -> ScenarioKeys.SWEEP.type().read(e.value(), in)))
                .map(Sweep::axes)
                .orElse(List.of());
        return new Body(tree.without(ScenarioKeys.SWEEP.name()).without(ScenarioKeys.CHARTS.name()), axes);
    }

    private static Optional<YamlNode> named(YamlNode.Scalar name, Reading in) {
        long before = in.problems().count();
        Optional<YamlNode> tree =
                source(name, in).flatMap(s -> YamlReader.read(s, in.problems())).map(YamlNode::withFigureSources);
        if (tree.isEmpty() && in.problems().count() > before) {
            in.fail();
        }
        return tree;
    }

    private static Optional<SourceText> source(YamlNode.Scalar name, Reading in) {
        Optional<String> shipped = ShippedFiles.scenario(name.text());
        if (shipped.isPresent()) {
            return Optional.of(SourceText.scenario(name.text() + ".yaml", shipped.get()));
        }
        Optional<SuiteFile> file =
                in.recall(SuiteFile.class).filter(f -> f.folder().isPresent());
        if (name.text().matches("[\\w ./\\\\-]+\\.yaml") && file.isPresent()) {
            return TextFile.read(
                    file.get().folder().get().resolve(name.text()),
                    text -> SourceText.scenario(name.text(), text),
                    in.problems());
        }
        in.problem(
                name.place(),
                "unknown scenario " + name.form(),
                Suggestions.shortAdvice(name.text(), ShippedFiles.scenarios(), "a file beside the suite, or one of"));
        return Optional.empty();
    }

    @Override
    public String phrase() {
        return "a mapping (scenario), or the name of a scenario";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return JsonSchema.anyOf(List.of(Map.of("type", "string"), ScenarioKeys.SCENARIO.schema(definitions)));
    }
}
