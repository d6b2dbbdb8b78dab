// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where results come from.
 *
 * @param version of hvsim that computed them
 * @param command that computed them, as typed
 * @param scenario the resolved scenario, as YAML
 * @param inputs each input's name to its SHA-256 in hexadecimal; kept sorted by name
 * @param host what ran it: JVM and operating system by property name
 * @param files what the scenario reads, by path from its folder; they go with it wherever it goes
 */
public record Provenance(
        String version,
        String command,
        String scenario,
        Map<String, String> inputs,
        Map<String, String> host,
        Map<String, byte[]> files) {

    public Provenance {
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Of a scenario that reads no files. */
    public Provenance(
            String version, String command, String scenario, Map<String, String> inputs, Map<String, String> host) {
        this(version, command, scenario, inputs, host, Map.of());
    }

    /** This JVM and operating system. */
    public static Map<String, String> thisHost() {
        Map<String, String> host = new LinkedHashMap<>();
        for (String property : new String[] {
            "java.version", "java.vm.name", "java.vm.vendor", "java.vm.version", "os.name", "os.version", "os.arch"
        }) {
            host.put(property, System.getProperty(property, ""));
        }
        return host;
    }
}
