// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.Sha256;
import io.hvsim.output.store.ResultStore;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Shard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What is noted of a run in its {@code results.db}: enough to find its replications again, and to merge its parts. */
final class KeptRun {
    private static final String VERSION = "version";
    private static final String SCENARIO = "scenario";
    private static final String INPUT = "input";
    private static final String INPUT_HASH = "input-sha256";
    private static final String SAMPLES = "samples";
    private static final String SHARD = "shard";
    /** Names of the load files that the scenario reads, a line for each. */
    private static final String LOADS = "loads";
    /** Before the name of each, for its content in Base64. */
    private static final String LOAD = "load ";

    private static final String FINISHED = "finished";

    private final ResultStore store;

    KeptRun(ResultStore store) {
        this.store = store;
    }

    /**
     * Opens the store of {@code folder} for a run.
     *
     * @param input the scenario as typed
     * @param samples of uncertain figures
     */
    static ResultStore open(
            Path folder, Scenario scenario, String input, String inputHash, OptionalInt samples, Shard shard)
            throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        about.put(VERSION, Version.number());
        about.put(SCENARIO, scenario.resolvedYaml(false));
        about.put(INPUT, input);
        about.put(INPUT_HASH, inputHash);
        about.put(SAMPLES, samples.isPresent() ? Integer.toString(samples.getAsInt()) : "");
        about.put(SHARD, shard.number() + "/" + shard.count());
        Map<String, byte[]> loads = scenario.loadFiles();
        about.put(LOADS, String.join("\n", loads.keySet()));
        loads.forEach(
                (name, content) -> about.put(LOAD + name, Base64.getEncoder().encodeToString(content)));
        return ResultStore.open(folder, keys(scenario, samples), about);
    }

    /** The same for all parts of a run. */
    ResultStore openMerged(Path folder) throws IOException {
        Map<String, String> about = new LinkedHashMap<>();
        for (String name : List.of(VERSION, SCENARIO, INPUT, INPUT_HASH, SAMPLES)) {
            about.put(name, store.about(name));
        }
        about.put(LOADS, store.about(LOADS));
        loadFiles().keySet().forEach(name -> about.put(LOAD + name, store.about(LOAD + name)));
        about.put(SHARD, "1/1");
        return ResultStore.open(folder, store.keys(), about);
    }

    /**
     * A digest for each point of what its replications depend on, the load files of all points among it. With samples of uncertain figures it takes in all points and
     * how many samples there are: the values of a sample depend on both.
     */
    private static List<String> keys(Scenario scenario, OptionalInt samples) {
        StringBuilder loads = new StringBuilder();
        scenario.loadFiles()
                .forEach((name, content) -> loads.append(Sha256.of(content))
                        .append("  ")
                        .append(name)
                        .append('\n'));
        List<String> keys = scenario.identities()
                .map(identity -> sha256(Version.number() + "\n" + loads + identity))
                .toList();
        if (samples.isEmpty()) {
            return keys;
        }
        String all = sha256(samples.getAsInt() + "\n" + String.join("\n", keys));
        return keys.stream().map(key -> sha256(all + key)).toList();
    }

    private static String sha256(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The load files that the scenario reads, by path from its folder. */
    Map<String, byte[]> loadFiles() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        store.about(LOADS)
                .lines()
                .forEach(name -> files.put(name, Base64.getDecoder().decode(store.about(LOAD + name))));
        return files;
    }

    void finish() {
        store.note(FINISHED, "yes");
    }

    boolean isFinished() {
        return !store.about(FINISHED).isEmpty();
    }

    String version() {
        return store.about(VERSION);
    }

    /** The resolved scenario, as YAML. */
    String scenario() {
        return store.about(SCENARIO);
    }

    /** The scenario as typed, and the SHA-256 of its file. */
    Map<String, String> inputs() {
        return Map.of(store.about(INPUT), store.about(INPUT_HASH));
    }

    /** Samples of uncertain figures, if it is a run of them. */
    OptionalInt samples() {
        String samples = store.about(SAMPLES);
        return samples.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(samples));
    }

    Shard shard() {
        String[] parts = store.about(SHARD).split("/");
        return new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Whether the other is a part of the same run. */
    boolean isOfSameRun(KeptRun other) {
        return store.keys().equals(other.store.keys())
                && scenario().equals(other.scenario())
                && version().equals(other.version())
                && samples().equals(other.samples())
                && shard().count() == other.shard().count();
    }
}
