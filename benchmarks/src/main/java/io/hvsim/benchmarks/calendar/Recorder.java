// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.Assembler;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Records a run of the first point of a scenario, in a JVM of its own. */
final class Recorder {
    private static final long STEP_NS = 1_000_000;

    private Recorder() {}

    /** Arguments: the scenario, the file to write. */
    public static void main(String[] arguments) throws IOException, ScenarioException {
        Path scenario = Path.of(arguments[0]);
        HostSimulation host = HostSimulation.start(Assembler.plan(
                Scenario.parse(Files.readString(scenario), scenario.toString(), List.of())
                        .points()
                        .get(0)
                        .spec(),
                0,
                0));
        for (long timeNs = STEP_NS; !Recording.isFull(); timeNs += STEP_NS) {
            host.advanceTo(timeNs);
        }
        Recording.save(Path.of(arguments[1]));
    }
}
