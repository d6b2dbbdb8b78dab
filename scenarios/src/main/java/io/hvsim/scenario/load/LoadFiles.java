// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.load;

import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.LoadTable;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The load files that a scenario may name: those in its folder or below, so that both can be moved together. Each is read when
 * it is first asked for. Not for several threads at a time.
 */
public final class LoadFiles {
    private static final int LARGEST = 64 << 20;

    private final Folder folder;
    private final Map<String, Outcome> read = new HashMap<>();

    private interface Folder {
        /** @throws NoSuchFileException if there is no such file */
        InputStream open(String name) throws IOException;
    }

    /**
     * What became of a file.
     *
     * @param file empty when it cannot be had
     * @param problem why, in a clause
     * @param advice what to do
     */
    record Outcome(Optional<LoadFile> file, String problem, String advice) {}

    private LoadFiles(Folder folder) {
        this.folder = folder;
    }

    /** Those in a folder on disk. */
    public static LoadFiles in(Path folder) {
        return new LoadFiles(name -> Files.newInputStream(folder.resolve(name)));
    }

    /** Those that travel with the program. */
    public static LoadFiles shipped() {
        return new LoadFiles(name -> {
            InputStream found = LoadFiles.class.getResourceAsStream("/io/hvsim/scenario/files/" + name);
            if (found == null) {
                throw new NoSuchFileException(name);
            }
            return found;
        });
    }

    /** Those given by their paths. */
    public static LoadFiles of(Map<String, byte[]> files) {
        return new LoadFiles(name -> {
            byte[] content = files.get(name);
            if (content == null) {
                throw new NoSuchFileException(name);
            }
            return new ByteArrayInputStream(content);
        });
    }

    Outcome find(String name) {
        return read.computeIfAbsent(name, this::read);
    }

    private Outcome read(String name) {
        if (!name.matches("[^/\\\\:]+(/[^/\\\\:]+)*") || ("/" + name + "/").contains("/../")) {
            return failed(
                    "'" + name + "' is no path below the scenario's folder",
                    "put the file beside the scenario, so that both can be moved together");
        }
        try (InputStream in = folder.open(name)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            return content.length > LARGEST
                    ? failed("'" + name + "' is larger than 64 MiB", "import fewer VMs or days")
                    : parsed(name, content);
        } catch (NoSuchFileException e) {
            return failed(
                    "there is no file '" + name + "'", "it is sought beside the scenario; hvsim import makes one");
        } catch (IOException e) {
            return failed("'" + name + "' cannot be read: " + e.getMessage(), "");
        }
    }

    private static Outcome failed(String problem, String advice) {
        return new Outcome(Optional.empty(), problem, advice);
    }

    private static Outcome parsed(String name, byte[] content) throws IOException {
        Trace trace = new Trace(name, () -> new ByteArrayInputStream(content));
        Parser parser = new Parser(name, content);
        SkippedRows unreadable = new SkippedRows();
        trace.forEach(parser::line, unreadable);
        if (parser.table == null) {
            return failed(
                    "'" + name + "' is no load series",
                    "it begins with " + String.join(",", LoadTable.DEMAND) + " or "
                            + String.join(",", LoadTable.ARRIVALS) + "; hvsim import makes one of a trace");
        }
        if (unreadable.count() > 0) {
            return failed(
                    unreadable.count() + " rows cannot be read: "
                            + unreadable.first().get(0),
                    "hvsim import csv leaves them out");
        }
        return parser.file.vms().isEmpty()
                ? failed("'" + name + "' has no rows", "")
                : new Outcome(Optional.of(parser.file), "", "");
    }

    private static final class Parser {
        private final String name;
        private final byte[] content;
        private LoadTable table;
        private LoadFile file;
        private boolean isNone;

        Parser(String name, byte[] content) {
            this.name = name;
            this.content = content;
        }

        void line(String line, long number) throws UnreadableRowException {
            if (isNone || LoadTable.isRemark(line)) {
                return;
            }
            if (table == null) {
                table = LoadTable.of(line).orElse(null);
                isNone = table == null;
                file = isNone ? null : new LoadFile(name, content, table.isDemand());
                return;
            }
            LoadRow row = table.row(line);
            if (!file.add(row)) {
                throw new UnreadableRowException("begins before the last row of '" + row.vm() + "' has ended");
            }
        }
    }
}
