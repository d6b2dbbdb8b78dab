// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.output.export.Json;
import io.hvsim.output.report.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code manifest.json}: where the results come from, and the hash of every file beside it. */
final class Manifest {
    static final String FILE = "manifest.json";

    /** What the digest of the results covers: the same for a scenario, seed and version wherever they ran. */
    private static final List<String> DIGESTED = List.of("summary.csv", "replications.csv", "summary.json");

    private static final int DEPTH = 2;

    private Manifest() {}

    static void write(Provenance provenance, long seed, Map<String, String> hashes, OutputStream out) {
        try (Json json = new Json(out, DEPTH)) {
            json.document(manifest -> {
                manifest.text("version", provenance.version());
                manifest.text("command", provenance.command());
                manifest.whole("seed", seed);
                manifest.texts("host", provenance.host());
                manifest.texts("inputs", provenance.inputs());
                manifest.text("digest", digest(hashes));
                manifest.texts("files", hashes);
            });
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param folder where the files beside it are, of which those that were inputs are read, too
     * @throws IllegalArgumentException when it is no manifest
     */
    static Provenance read(byte[] manifest, String scenario, Path folder) throws IOException {
        try {
            JsonNode root = JsonMapper.shared().readTree(manifest);
            Map<String, String> inputs = texts(root.path("inputs"));
            return new Provenance(
                    root.path("version").asString(""),
                    root.path("command").asString(""),
                    scenario,
                    inputs,
                    texts(root.path("host")),
                    files(inputs, texts(root.path("files")), folder));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(FILE + " is no manifest: " + e.getOriginalMessage(), e);
        }
    }

    /** The inputs that were written beside the results. */
    private static Map<String, byte[]> files(Map<String, String> inputs, Map<String, String> written, Path folder)
            throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Map.Entry<String, String> input : inputs.entrySet()) {
            if (input.getValue().equals(written.get(input.getKey()))) {
                files.put(input.getKey(), Files.readAllBytes(folder.resolve(input.getKey())));
            }
        }
        return files;
    }

    /** SHA-256 over the lines {@code HASH  NAME} of the result tables. */
    private static String digest(Map<String, String> hashes) {
        StringBuilder lines = new StringBuilder();
        DIGESTED.forEach(
                name -> lines.append(hashes.get(name)).append("  ").append(name).append('\n'));
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return texts;
    }
}
