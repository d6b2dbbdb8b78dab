// SPDX-License-Identifier: Apache-2.0
package io.hvsim.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** A sweep to be run in several ways, and a look at what it left. */
final class Sweeps {
    /** Ten points, with a warm-up that a pilot has to find. */
    private static final String SWEEP = """
            title: Sweep
            host: xeon-5160
            hypervisor: esx-3.5
            vms:
              web: {guest: ubuntu-7.10, technique: hardware-assist, workload: static-web}
            load: {open: {rate: 400/s, arrivals: poisson}}
            sweep:
              vms.web.count: [1, 2]
              load.open.rate: {from: 100/s, to: 500/s, step: 100/s}
            run: {duration: 300 ms, replications: 3, seed: 7}
            """;

    private static final String[] SAME = {
        "summary.csv", "replications.csv", "accounting.csv", "summary.json", "scenario.yaml"
    };

    private Sweeps() {}

    static String write(Path folder) throws IOException {
        return Files.writeString(folder.resolve("sweep.yaml"), SWEEP).toString();
    }

    /** Runs on threads of this process. */
    static void runPlainly(String... arguments) {
        run(Main.commandLine(), 0, arguments);
    }

    /** Runs a command to its end and returns what it said beside the answer. */
    static String run(CommandLine program, int exitCode, String... arguments) {
        StringWriter err = new StringWriter();
        program.setOut(new PrintWriter(new StringWriter(), true)).setErr(new PrintWriter(err, true));
        assertThat(program.execute(arguments)).as(err.toString()).isEqualTo(exitCode);
        return err.toString();
    }

    static void assertSameResults(Path one, Path other) {
        for (String name : SAME) {
            assertThat(other.resolve(name)).hasSameBinaryContentAs(one.resolve(name));
        }
    }
}
