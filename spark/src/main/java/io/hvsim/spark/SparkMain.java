// SPDX-License-Identifier: Apache-2.0
package io.hvsim.spark;

import io.hvsim.app.Main;
import picocli.CommandLine;

/** The command {@code hvsim-spark}: {@code hvsim run} with its replications on Apache Spark. */
public final class SparkMain {
    private SparkMain() {}

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.exit(commandLine().execute(arguments));
    }

    /** The command line as it is run, for tests. */
    static CommandLine commandLine() {
        return Main.commandLine("hvsim-spark", new SparkMachines());
    }
}
