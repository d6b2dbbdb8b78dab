// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Values of a scenario that the command line replaces. */
final class SettingOptions {
    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Replaces a value of the scenario, such as vms.web.vcpus=2; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Replaces run.seed.")
    private Long seed;

    @Option(names = "--replications", paramLabel = "N", description = "Replaces run.replications.")
    private Integer replications;

    /** All of them, each {@code PATH=VALUE}. */
    List<String> all() {
        List<String> all = new ArrayList<>(settings);
        if (seed != null) {
            all.add("run.seed=" + seed);
        }
        if (replications != null) {
            all.add("run.replications=" + replications);
        }
        return all;
    }

    boolean hasReplications() {
        return replications != null;
    }
}
