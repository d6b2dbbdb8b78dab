// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A definition of the library by its name, or written out in place; written out, it may extend one by {@code extends:
 * NAME} and give only what differs.
 */
public record DefinitionType<T extends Definition>(Kind<T> kind) implements Type<T> {
    private static final String EXTENDS = MappingType.EXTENDS.name();

    @Override
    public Optional<T> read(YamlNode node, Reading in) {
        if (node instanceof YamlNode.Mapping mapping) {
            return resolved(mapping, in).flatMap(m -> kind.type().read(m, in));
        }
        return Scalars.read(node, this, in)
                .filter(s -> NameOf.isKnown(kind, s, in))
                .flatMap(s -> named(s, in));
    }

    private Optional<T> named(YamlNode.Scalar name, Reading in) {
        Optional<T> found = in.definitions().find(kind, name.text(), in.problems());
        found.ifPresentOrElse(d -> in.addAll(d.figures()), in::fail);
        return found;
    }

    private Optional<YamlNode.Mapping> resolved(YamlNode.Mapping mapping, Reading in) {
        Optional<YamlNode> base = mapping.get(EXTENDS);
        if (base.isEmpty()) {
            return Optional.of(mapping);
        }
        Optional<YamlNode.Mapping> tree = Scalars.read(base.get(), this, in)
                .filter(s -> NameOf.isKnown(kind, s, in))
                .flatMap(s -> in.definitions().tree(kind, s.text(), in.problems()));
        if (tree.isEmpty()) {
            in.fail();
        }
        return tree.map(b -> (YamlNode.Mapping) kind.type().merged(b, mapping.without(EXTENDS)));
    }

    @Override
    public String phrase() {
        return "the name of a " + kind.noun() + " or a mapping";
    }

    /** What the other one's name and this one's changes come to; a mapping without {@code extends} extends the base. */
    @Override
    public YamlNode merged(YamlNode base, YamlNode over) {
        if (!(over instanceof YamlNode.Mapping changes) || changes.has(EXTENDS)) {
            return over;
        }
        if (base instanceof YamlNode.Mapping) {
            return kind.type().merged(base, over);
        }
        return changes.with(new YamlNode.Entry(YamlNode.plain(EXTENDS, base.place()), base));
    }

    @Override
    public YamlNode completed(YamlNode node) {
        return node instanceof YamlNode.Mapping m && !m.has(EXTENDS)
                ? kind.type().completed(node)
                : node;
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        if (edit.isHere()) {
            return Optional.of(edit.value());
        }
        Optional<YamlNode> base = written.or(() -> inherited);
        Optional<YamlNode.Scalar> name = extended(base);
        Optional<YamlNode> below = name.flatMap(n -> edit.definitions().tree(kind, n.text(), edit.problems()));
        Optional<YamlNode> own = base.filter(YamlNode.Mapping.class::isInstance);
        return kind.type()
                .edited(edit, own, below)
                .map(v -> name.filter(n -> own.isEmpty())
                        .<YamlNode>map(n ->
                                ((YamlNode.Mapping) v).with(new YamlNode.Entry(YamlNode.plain(EXTENDS, n.place()), n)))
                        .orElse(v));
    }

    private static Optional<YamlNode.Scalar> extended(Optional<YamlNode> node) {
        return node.filter(YamlNode.Mapping.class::isInstance)
                .flatMap(m -> ((YamlNode.Mapping) m).get(EXTENDS))
                .or(() -> node)
                .filter(YamlNode.Scalar.class::isInstance)
                .map(YamlNode.Scalar.class::cast);
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return JsonSchema.anyOf(List.of(Map.of("type", "string"), kind.type().schema(definitions)));
    }

    @Override
    public List<Type<?>> parts() {
        return List.of(kind.type());
    }
}
