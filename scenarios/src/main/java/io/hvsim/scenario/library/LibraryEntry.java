// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlReader;
import java.util.Optional;

/**
 * A definition before it is read.
 *
 * @param origin where it comes from; later ones hide earlier ones of the same name
 * @param source its file, or the scenario that it is part of
 * @param inline its tree when it is part of a scenario; empty for files
 */
record LibraryEntry(Kind<?> kind, String name, Origin origin, SourceText source, Optional<YamlNode> inline) {

    /** Where definitions come from. */
    enum Origin {
        SHIPPED,
        FOLDER,
        SCENARIO
    }

    /** What tells it from all others of a library, such as {@code SHIPPED hosts/pentium-4-672}. */
    String id() {
        return origin + " " + kind.folder() + "/" + name;
    }

    /** The tree as written; empty after reporting why there is none. */
    Optional<YamlNode.Mapping> tree(Problems problems) {
        Optional<YamlNode> node = inline.isPresent() ? inline : parsed(problems);
        if (node.isPresent() && !(node.get() instanceof YamlNode.Mapping)) {
            Place place = node.get().place();
            problems.add(place, node.get().insteadOf("a mapping"), "");
            return Optional.empty();
        }
        return node.map(n -> (YamlNode.Mapping) YamlNode.withFigureSources(n));
    }

    private Optional<YamlNode> parsed(Problems problems) {
        return origin == Origin.SHIPPED
                ? ShippedFiles.tree(source.name(), source, problems)
                : YamlReader.read(source, problems);
    }
}
