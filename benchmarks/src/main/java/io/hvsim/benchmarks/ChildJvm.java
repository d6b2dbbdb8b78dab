// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures in a JVM of its own, so that what was measured before leaves neither compiled code nor objects behind. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * What the main class prints in a JVM with 2 GiB of heap and the serial collector.
     *
     * @throws IOException if it fails
     */
    static String run(Class<?> main, List<String> arguments) throws IOException, InterruptedException {
        return run(List.of("-Xmx2g"), System.getProperty("java.class.path"), main, arguments);
    }

    /**
     * What the main class prints in a JVM with these options and the serial collector.
     *
     * @throws IOException if it fails
     */
    public static String run(List<String> options, String classPath, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath, main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
        return printed.strip();
    }
}
