// SPDX-License-Identifier: Apache-2.0
package io.hvsim.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A standalone master of Spark and its workers with a core each, as processes on the loopback device. */
final class SparkCluster implements AutoCloseable {
    private static final long PATIENCE_S = 300;
    private static final Pattern STARTED = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");

    private final Path home;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final String url;

    /**
     * Starts it.
     *
     * @param home with Spark's libraries in {@code jars}
     * @param folder for what its processes write
     */
    SparkCluster(Path home, Path folder, int workers) throws IOException, InterruptedException {
        this.home = home;
        this.folder = Files.createDirectories(folder);
        try {
            Path said = folder.resolve("master.log");
            start(
                    said,
                    "org.apache.spark.deploy.master.Master",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    "0",
                    "--webui-port",
                    "0");
            url = await(said, STARTED).group(1);
            for (int i = 0; i < workers; i++) {
                start(
                        workerLog(i),
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--webui-port",
                        "0",
                        "--work-dir",
                        work(i).toString(),
                        url);
            }
            for (int i = 0; i < workers; i++) {
                await(workerLog(i), REGISTERED);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    String url() {
        return url;
    }

    private Path workerLog(int worker) {
        return folder.resolve("worker-" + worker + ".log");
    }

    private Path work(int worker) {
        return folder.resolve("work-" + worker);
    }

    /** What the executors of a worker have said so far. */
    String saidByExecutors(int worker) throws IOException {
        if (!Files.exists(work(worker))) {
            return "";
        }
        StringBuilder said = new StringBuilder();
        try (Stream<Path> files = Files.walk(work(worker))) {
            for (Path file :
                    files.filter(each -> each.endsWith("stderr")).sorted().toList()) {
                said.append(Files.readString(file));
            }
        }
        return said.toString();
    }

    /** Kills the executors of a worker, which is process {@code worker + 1} after the master. */
    void killExecutors(int worker) {
        processes.get(worker + 1).descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Runs {@code spark-submit} and returns its process, whose messages go to a file. */
    Process submit(Path said, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
        all.addAll(arguments);
        return start(said, all.toArray(String[]::new));
    }

    private Process start(Path said, String... mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                home.resolve("jars") + "/*",
                "-Xmx512m",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(mainAndArguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static Matcher await(Path said, Pattern sentence) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S); System.nanoTime() < end; ) {
            Matcher matcher = sentence.matcher(Files.readString(said));
            if (matcher.find()) {
                return matcher;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("'" + sentence + "' is not said:\n" + Files.readString(said));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        processes.forEach(process -> process.onExit().join());
    }
}
