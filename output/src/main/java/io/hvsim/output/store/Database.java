// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The SQLite file of a {@link ResultStore}: opened for one process alone, with a write-ahead log, so that each statement is a
 * transaction that outlives the process without waiting for the disk. The log is kept by the process itself and needs no
 * shared memory, so that network file systems serve.
 */
final class Database implements AutoCloseable {
    /** Raised whenever a stored replication can no longer be read as before. */
    private static final int FORMAT = 1;
    /** "hvsm" as a number: what tells a result store from other SQLite files. */
    private static final int APPLICATION = 0x6876736d;

    private static final int BUSY = 5;
    private static final int NOT_A_DATABASE = 26;

    private static final String[] TABLES = {
        "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE layout (id INTEGER PRIMARY KEY, metrics BLOB NOT NULL UNIQUE)",
        "CREATE TABLE point (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, warmup_ns INTEGER)",
        "CREATE TABLE place (place INTEGER PRIMARY KEY, point INTEGER NOT NULL REFERENCES point)",
        "CREATE TABLE replication (point INTEGER NOT NULL REFERENCES point, replication INTEGER NOT NULL,"
                + " layout INTEGER NOT NULL REFERENCES layout, result BLOB NOT NULL, PRIMARY KEY (point, replication))",
    };

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens the file, or makes it. */
    static Database open(Path file) throws IOException {
        Database database;
        try {
            database = new Database(file, DriverManager.getConnection("jdbc:sqlite:" + file));
        } catch (SQLException e) {
            throw new IOException("cannot open " + file + ": " + e.getMessage(), e);
        }
        try {
            database.prepare();
            return database;
        } catch (UncheckedIOException e) {
            database.close();
            throw e.getCause();
        } catch (IOException e) {
            database.close();
            throw e;
        }
    }

    private void prepare() throws IOException {
        execute("PRAGMA busy_timeout = 200");
        execute("PRAGMA locking_mode = EXCLUSIVE");
        execute("PRAGMA journal_mode = WAL");
        execute("PRAGMA synchronous = NORMAL");
        transaction(() -> {
            int application = query("PRAGMA application_id", row -> row.getInt(1));
            if (application == 0 && query("SELECT count(*) FROM sqlite_master", row -> row.getInt(1)) == 0) {
                for (String table : TABLES) {
                    execute(table);
                }
                execute("PRAGMA application_id = " + APPLICATION);
                execute("PRAGMA user_version = " + FORMAT);
            }
        });
        if (query("PRAGMA application_id", row -> row.getInt(1)) != APPLICATION
                || query("PRAGMA user_version", row -> row.getInt(1)) != FORMAT) {
            throw new IOException(file + " holds no results, or those of another version of hvsim;"
                    + " move it away, or run with --no-store");
        }
    }

    /** What reads a row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What goes through rows. */
    interface Visitor {
        void visit(ResultSet row) throws SQLException;
    }

    /** The first row of an answer that has one. */
    <T> T query(String sql, Row<T> reader, Object... values) {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            if (!rows.next()) {
                throw new UncheckedIOException(new IOException(file + " is damaged: a row is missing"));
            }
            return reader.read(rows);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Every row of an answer. */
    void each(String sql, Visitor visitor, Object... values) {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            while (rows.next()) {
                visitor.visit(rows);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Changes rows; a transaction of its own outside of {@link #transaction}. */
    void update(String sql, Object... values) {
        try {
            bound(sql, values).executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Does all or nothing of {@code changes}. */
    void transaction(Runnable changes) {
        execute("BEGIN IMMEDIATE");
        boolean done = false;
        try {
            changes.run();
            done = true;
        } finally {
            execute(done ? "COMMIT" : "ROLLBACK");
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private UncheckedIOException failure(SQLException e) {
        String reason = switch (e.getErrorCode() & 0xff) {
            case BUSY -> file + " is in use by another run";
            case NOT_A_DATABASE -> file + " is no SQLite file; move it away, or run with --no-store";
            default -> file + ": " + e.getMessage();
        };
        return new UncheckedIOException(new IOException(reason, e));
    }

    @Override
    public void close() throws IOException {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
