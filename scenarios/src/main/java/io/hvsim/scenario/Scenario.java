// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.load.LoadFile;
import io.hvsim.scenario.load.LoadFiles;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.spec.ScenarioKeys;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import io.hvsim.scenario.sweep.Axis;
import io.hvsim.scenario.sweep.Settings;
import io.hvsim.scenario.sweep.Sweep;
import io.hvsim.scenario.sweep.SweepType;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.TextFile;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A scenario file that was read and found free of problems: what is asked, and the points of its sweep with every name
 * resolved and every default filled in.
 */
public final class Scenario {
    private static final String SWEEP = ScenarioKeys.SWEEP.name();

    private final String name;
    private final YamlNode.Mapping tree;
    private final Library library;
    private final LoadFiles loads;
    /** Labels of a point that this is a part of. */
    private final Map<String, String> fixed;

    private final Sweep sweep;
    private final List<ScenarioPoint> points;

    private Scenario(
            String name,
            YamlNode.Mapping tree,
            Library library,
            LoadFiles loads,
            Map<String, String> fixed,
            Sweep sweep,
            List<ScenarioPoint> points) {
        this.name = name;
        this.tree = tree;
        this.library = library;
        this.loads = loads;
        this.fixed = fixed;
        this.sweep = sweep;
        this.points = points;
    }

    /**
     * Reads a scenario file, with the folder {@code library} beside it if there is one.
     *
     * @param settings values that replace those of the file, each {@code PATH=VALUE}
     * @throws ScenarioException with everything that is wrong
     */
    public static Scenario read(Path file, List<String> settings) throws ScenarioException {
        Problems problems = new Problems();
        Optional<SourceText> source = TextFile.read(file, text -> SourceText.scenario(file.toString(), text), problems);
        problems.throwIfAny();
        Path folder = file.toAbsolutePath().getParent();
        return read(source.orElseThrow(), Library.beside(folder, problems), LoadFiles.in(folder), settings, problems);
    }

    /** Reads a scenario from text, which messages call {@code fileName}; only what travels with the program is there. */
    public static Scenario parse(String text, String fileName, List<String> settings) throws ScenarioException {
        return read(
                SourceText.scenario(fileName, text), Library.shipped(), LoadFiles.shipped(), settings, new Problems());
    }

    /** The same with the load files that it may name, by path from its folder. */
    public static Scenario parse(String text, String fileName, Map<String, byte[]> loadFiles) throws ScenarioException {
        return read(
                SourceText.scenario(fileName, text),
                Library.shipped(),
                LoadFiles.of(loadFiles),
                List.of(),
                new Problems());
    }

    /** Reads a scenario that travels with the program, by its name without ending. */
    public static Scenario shipped(String name, List<String> settings) throws ScenarioException {
        Optional<String> text = ShippedFiles.scenario(name);
        if (text.isEmpty()) {
            Problems problems = new Problems();
            problems.add(
                    Place.startOf(SourceText.option("scenario", name)),
                    "unknown scenario '" + name + "'",
                    Suggestions.shortAdvice(name, ShippedFiles.scenarios(), "known"));
            problems.throwIfAny();
        }
        return parse(text.orElseThrow(), name + ".yaml", settings);
    }

    private static Scenario read(
            SourceText source, Library library, LoadFiles loads, List<String> settings, Problems problems)
            throws ScenarioException {
        Optional<YamlNode> node = YamlReader.read(source, problems).map(YamlNode::withFigureSources);
        if (node.isPresent() && !(node.get() instanceof YamlNode.Mapping)) {
            problems.add(node.get().place(), node.get().insteadOf("a mapping"), "");
            node = Optional.empty();
        }
        if (node.isEmpty()) {
            problems.throwIfAny();
        }
        return read(fileName(source.name()), (YamlNode.Mapping) node.orElseThrow(), library, loads, settings, problems);
    }

    /** Name of the file without folders, ending and what not every file system can have in a name. */
    private static String fileName(String path) {
        String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        String name = last.contains(".") ? last.substring(0, last.lastIndexOf('.')) : last;
        String plain = name.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return plain.isEmpty() ? "scenario" : plain;
    }

    private static Scenario read(
            String fileName,
            YamlNode.Mapping written,
            Library library,
            LoadFiles loads,
            List<String> settings,
            Problems problems)
            throws ScenarioException {
        ownDefinitions(written, library);
        YamlNode.Mapping tree =
                (YamlNode.Mapping) new Settings(ScenarioKeys.SCENARIO, library, problems).applied(written, settings);
        String name = tree.get(ScenarioKeys.NAME.name())
                .filter(YamlNode.Scalar.class::isInstance)
                .map(n -> ((YamlNode.Scalar) n).text())
                .orElse(fileName);
        return read(name, tree, library, loads, Map.of(), problems);
    }

    private static Scenario read(
            String name,
            YamlNode.Mapping tree,
            Library library,
            LoadFiles loads,
            Map<String, String> fixed,
            Problems problems)
            throws ScenarioException {
        Sweep sweep = sweep(tree, new Reading(name, library, problems));
        List<ScenarioPoint> points = new PointReader(name, tree, library, loads, problems)
                .points(sweep).stream().map(point -> point.with(fixed)).toList();
        ChartAxes.check(tree, sweep, problems);
        problems.throwIfAny();
        return new Scenario(name, tree, library, loads, fixed, sweep, points);
    }

    private static void ownDefinitions(YamlNode.Mapping tree, Library library) {
        if (tree.get("library").orElse(null) instanceof YamlNode.Mapping definitions) {
            library.addAll(definitions);
        }
    }

    private static Sweep sweep(YamlNode.Mapping tree, Reading in) {
        return tree.entry(SWEEP)
                .flatMap(e -> in.within(e.key(), () -> ScenarioKeys.SWEEP.type().read(e.value(), in)))
                .orElse(Sweep.NONE);
    }

    /**
     * The same scenario with an axis in its sweep, in the place of the axis of that name or after the others. Charts that the
     * scenario asks for are left out, since they may not suit.
     *
     * @param axis the path to vary, or a name when {@code values} are variants
     * @param values a list, a range or variants as a scenario has them, in one line of YAML
     * @throws ScenarioException with everything that is wrong with the points there are then
     */
    public Scenario along(String axis, String values) throws ScenarioException {
        Problems problems = new Problems();
        SourceText source = SourceText.option("--vary", axis + "=" + values);
        Optional<YamlNode> node = YamlReader.read(source, " ".repeat(axis.length() + 1) + values, problems);
        problems.throwIfAny();
        Place place = new Place(source, 0, 0, axis.length());
        YamlNode.Entry entry = new YamlNode.Entry(YamlNode.plain(axis, place), node.orElseThrow());
        return withAxes(axes(place).with(entry), problems);
    }

    /**
     * The same scenario without the axes of those names, and without the charts that it asks for.
     *
     * @throws ScenarioException if one of them varies together with others, or is needed elsewhere
     */
    public Scenario without(Collection<String> axes) throws ScenarioException {
        Problems problems = new Problems();
        YamlNode.Mapping written = axes(tree.place());
        YamlNode.Mapping kept = written;
        for (String axis : axes) {
            kept = kept.without(axis);
            SweepType.designOf(written, axis)
                    .flatMap(written::entry)
                    .ifPresent(design -> problems.add(
                            design.key().place(),
                            "'" + axis + "' cannot be taken out of the sweep, since it varies together with others",
                            ""));
        }
        problems.throwIfAny();
        return withAxes(kept, problems);
    }

    /** The same scenario at one of its points only, which keeps its labels; without the charts that it asks for. */
    public Scenario only(ScenarioPoint point) throws ScenarioException {
        Problems problems = new Problems();
        YamlNode.Mapping there = new PointReader(name, tree, library, loads, problems)
                .trees(sweep)
                .skip(points.indexOf(point))
                .findFirst()
                .orElseThrow();
        return read(name, there.without(ScenarioKeys.CHARTS.name()), library, loads, point.labels(), problems);
    }

    /**
     * The same scenario with values replaced.
     *
     * @param settings each {@code PATH=VALUE}
     * @throws ScenarioException with everything that is wrong then
     */
    public Scenario with(List<String> settings) throws ScenarioException {
        Problems problems = new Problems();
        YamlNode changed = new Settings(ScenarioKeys.SCENARIO, library, problems).applied(tree, settings);
        return read(name, (YamlNode.Mapping) changed, library, loads, fixed, problems);
    }

    private Scenario withAxes(YamlNode.Mapping axes, Problems problems) throws ScenarioException {
        YamlNode.Mapping bare = tree.without(SWEEP).without(ScenarioKeys.CHARTS.name());
        YamlNode.Entry entry = new YamlNode.Entry(YamlNode.plain(SWEEP, axes.place()), axes);
        return read(name, axes.entries().isEmpty() ? bare : bare.with(entry), library, loads, fixed, problems);
    }

    /** The axes as written; none without a sweep. */
    private YamlNode.Mapping axes(Place otherwise) {
        return tree.get(SWEEP).map(YamlNode.Mapping.class::cast).orElseGet(() -> YamlNode.emptyMapping(otherwise));
    }

    /** Names of the axes along which the value at {@code path}, or what it is part of, is set. */
    public List<String> axesThatSet(String path) {
        return sweep.axes().stream()
                .filter(axis -> axis.touches(path))
                .map(Axis::name)
                .toList();
    }

    /** Short name: that in the file, or else the file's own. */
    public String name() {
        return name;
    }

    /** Names of the axes in their order; empty without a sweep. */
    public List<String> axes() {
        return Stream.concat(fixed.keySet().stream(), sweep.axes().stream().map(Axis::name))
                .distinct()
                .toList();
    }

    /** Labels of an axis in their order. */
    public List<String> labels(String axis) {
        return sweep.axes().stream()
                .filter(a -> a.name().equals(axis))
                .findFirst()
                .map(Axis::labels)
                .orElse(List.of());
    }

    /** The points in the order of the sweep, the last axis varying fastest; one point without a sweep. */
    public List<ScenarioPoint> points() {
        return points;
    }

    /** The first point's spec, for what is the same everywhere, such as title and seed. */
    public ScenarioSpec first() {
        return points.get(0).spec();
    }

    /** The library that the scenario's names were looked up in. */
    public Library library() {
        return library;
    }

    /** The load files that any point replays, by their paths from the scenario's folder. */
    public Map<String, byte[]> loadFiles() {
        Map<String, byte[]> files = new TreeMap<>();
        points.stream()
                .flatMap(point -> point.spec().vms().stream())
                .map(VmSpec::load)
                .filter(LoadSpec.Trace.class::isInstance)
                .map(load -> ((LoadSpec.Trace) load).file())
                .distinct()
                .forEach((LoadFile file) -> files.put(file.name(), file.content()));
        return files;
    }

    /**
     * The whole scenario as YAML with every default filled in, which reads back to the same points wherever it is put
     * together with its {@link #loadFiles}.
     *
     * @param origins whether a comment says where each value comes from
     */
    public String resolvedYaml(boolean origins) {
        return new Resolution(name, tree, library, sweep).yaml(origins);
    }

    /**
     * For each point, in their order, a text that two points share only when their replications are the same: the resolved
     * scenario at the point, without its names, without how often it is run and without what is only done with the results.
     */
    public Stream<String> identities() {
        // From the resolved scenario, so that one written out and read again has the same.
        YamlNode.Mapping resolved = new Resolution(name, tree, library, sweep).whole();
        return new PointReader(name, resolved, library, loads, new Problems())
                .trees(sweep)
                .map(point -> new Resolution(name, point, library, Sweep.NONE).identity());
    }

    /** Sentences on what the user may not have meant, such as an axis that changes nothing. */
    public List<String> warnings() {
        return sweep.axes().stream()
                .map(Axis::name)
                .filter(axis -> labels(axis).size() > 1 && changesNothing(axis))
                .map(axis -> "the axis '" + axis + "' changes nothing: something below overrides it")
                .toList();
    }

    /** Whether points that differ in the axis only are always the same; not when no points differ in it only. */
    private boolean changesNothing(String axis) {
        Map<Map<String, String>, ScenarioSpec> elsewhere = new HashMap<>();
        boolean compared = false;
        for (ScenarioPoint point : points) {
            Map<String, String> others = new HashMap<>(point.labels());
            others.remove(axis);
            ScenarioSpec first = elsewhere.putIfAbsent(others, point.spec());
            if (first != null && !first.equals(point.spec())) {
                return false;
            }
            compared |= first != null;
        }
        return compared;
    }
}
