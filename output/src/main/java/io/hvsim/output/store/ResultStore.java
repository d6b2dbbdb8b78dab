// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.store;

import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * {@code results.db}: the finished replications of a run and of former runs into the same folder, each kept in a transaction of
 * its own as it finishes. Points are found again by a key that stands for everything their results depend on; within
 * a run they are counted in its order. One process at a time has the file; its threads may share the store.
 *
 * <p>Methods that find the file damaged or the disk full throw {@link UncheckedIOException}.
 */
public final class ResultStore implements AutoCloseable {
    /** The file in the folder of a run. */
    public static final String FILE = "results.db";

    private final Database database;
    private final List<String> keys;
    /** Row of each point of the run; points with the same key share one. */
    private final List<Long> rows = new ArrayList<>();
    /** The replications that are there, by row of their point. */
    private final Map<Long, BitSet> there = new HashMap<>();

    private final Map<ByteBuffer, Long> layoutRows = new HashMap<>();
    private final Map<Long, List<Metric>> layouts = new HashMap<>();

    private ResultStore(Database database, List<String> keys) {
        this.database = database;
        this.keys = List.copyOf(keys);
    }

    /** Whether the folder of a run has a store. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /**
     * Opens the store of a folder for a run, or makes it.
     *
     * @param keys of the points of the run, in its order
     * @param about what is to be known of the run by those who read the file, by name
     */
    public static ResultStore open(Path folder, List<String> keys, Map<String, String> about) throws IOException {
        Files.createDirectories(folder);
        Database database = Database.open(folder.resolve(FILE));
        database.transaction(() -> begin(database, keys, about));
        return found(database, keys);
    }

    /**
     * Opens the store that a run left in a folder.
     *
     * @throws NoSuchFileException when there is none
     */
    public static ResultStore read(Path folder) throws IOException {
        Database database = existing(folder);
        List<String> keys = new ArrayList<>();
        database.each(
                "SELECT key FROM place JOIN point ON point.id = place.point ORDER BY place",
                row -> keys.add(row.getString(1)));
        return found(database, keys);
    }

    /**
     * The same for points of any run that left its results there.
     *
     * @throws IllegalArgumentException when the store has no points of these keys
     */
    public static ResultStore read(Path folder, List<String> keys) throws IOException {
        return found(existing(folder), keys);
    }

    private static Database existing(Path folder) throws IOException {
        if (!isIn(folder)) {
            throw new NoSuchFileException(folder.resolve(FILE).toString());
        }
        return Database.open(folder.resolve(FILE));
    }

    private static ResultStore found(Database database, List<String> keys) throws IOException {
        ResultStore store = new ResultStore(database, keys);
        try {
            store.find();
            return store;
        } catch (RuntimeException notFound) {
            database.close();
            throw notFound;
        }
    }

    private static void begin(Database database, List<String> keys, Map<String, String> about) {
        database.update("DELETE FROM about");
        about.forEach((name, value) -> database.update("INSERT INTO about VALUES (?, ?)", name, value));
        database.update("DELETE FROM place");
        for (int place = 0; place < keys.size(); place++) {
            database.update("INSERT OR IGNORE INTO point (key) VALUES (?)", keys.get(place));
            database.update("INSERT INTO place SELECT ?, id FROM point WHERE key = ?", place, keys.get(place));
        }
    }

    private void find() {
        Map<String, Long> rowOf = new HashMap<>();
        database.each("SELECT key, id FROM point", row -> rowOf.put(row.getString(1), row.getLong(2)));
        for (String key : keys) {
            Long row = rowOf.get(key);
            if (row == null) {
                throw new IllegalArgumentException(FILE + " does not have the results of every point");
            }
            rows.add(row);
            there.put(row, new BitSet());
        }
        database.each("SELECT point, replication FROM replication", row -> {
            BitSet found = there.get(row.getLong(1));
            if (found != null) {
                found.set(row.getInt(2));
            }
        });
    }

    /** The keys of the points of the run, in its order. */
    public List<String> keys() {
        return keys;
    }

    /** What is noted of the run under a name; empty where nothing is. */
    public synchronized String about(String name) {
        return database.query(
                "SELECT coalesce(max(value), '') FROM about WHERE name = ?", row -> row.getString(1), name);
    }

    /** Notes something about the run. */
    public synchronized void note(String name, String value) {
        database.update("INSERT OR REPLACE INTO about VALUES (?, ?)", name, value);
    }

    /** How many replications of the points of the run are there. */
    public synchronized long size() {
        return there.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** The warm-up that was found for a point, in nanoseconds; empty while there was none. */
    public synchronized OptionalLong warmupNs(int point) {
        return database.query(
                "SELECT warmup_ns FROM point WHERE id = ?",
                row -> {
                    long found = row.getLong(1);
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(found);
                },
                rows.get(point));
    }

    /** Keeps the warm-up that was found for a point. */
    public synchronized void cut(int point, long warmupNs) {
        database.update("UPDATE point SET warmup_ns = ? WHERE id = ?", warmupNs, rows.get(point));
    }

    /** Whether a replication is there. */
    public synchronized boolean has(int point, int replication) {
        return there.get(rows.get(point)).get(replication);
    }

    /** Keeps a replication; one that is there already stays as it is. */
    public void add(int point, RunResult run) {
        byte[] layout;
        byte[] result;
        try {
            layout = RunCodec.layout(run.metrics());
            result = RunCodec.encode(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        add(point, run.replication(), layout, result);
    }

    private synchronized void add(int point, int replication, byte[] layout, byte[] result) {
        database.update(
                "INSERT OR IGNORE INTO replication VALUES (?, ?, ?, ?)",
                rows.get(point),
                replication,
                layoutRows.computeIfAbsent(ByteBuffer.wrap(layout), each -> layoutRow(layout)),
                result);
        there.get(rows.get(point)).set(replication);
    }

    private long layoutRow(byte[] layout) {
        database.update("INSERT OR IGNORE INTO layout (metrics) VALUES (?)", (Object) layout);
        return database.query("SELECT id FROM layout WHERE metrics = ?", row -> row.getLong(1), (Object) layout);
    }

    /** Takes over what another store has of the points, which are the same in both; as a whole or not at all. */
    public synchronized void addAll(ResultStore other) {
        database.transaction(() -> {
            for (int i = 0; i < keys.size(); i++) {
                int point = i;
                other.warmupNs(point).ifPresent(found -> cut(point, found));
                other.database.each(
                        "SELECT replication, metrics, result FROM replication JOIN layout ON layout.id = layout"
                                + " WHERE point = ? ORDER BY replication",
                        row -> add(point, row.getInt(1), row.getBytes(2), row.getBytes(3)),
                        other.rows.get(point));
            }
        });
    }

    /** Replications 0 to {@code count - 1} of a point, each read when it is asked for. */
    public List<RunResult> first(int point, int count) {
        long row = rows.get(point);
        return new AbstractList<>() {
            @Override
            public RunResult get(int replication) {
                return read(row, replication);
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    private RunResult read(long point, int replication) {
        List<Metric> layout;
        byte[] result;
        synchronized (this) {
            byte[][] stored = new byte[1][];
            long id = database.query(
                    "SELECT layout, result FROM replication WHERE point = ? AND replication = ?",
                    row -> {
                        stored[0] = row.getBytes(2);
                        return row.getLong(1);
                    },
                    point,
                    replication);
            result = stored[0];
            layout = layouts.computeIfAbsent(id, this::layout);
        }
        try {
            return RunCodec.decode(replication, layout, result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Metric> layout(long id) {
        byte[] names = database.query("SELECT metrics FROM layout WHERE id = ?", row -> row.getBytes(1), id);
        try {
            return RunCodec.metrics(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        database.close();
    }
}
