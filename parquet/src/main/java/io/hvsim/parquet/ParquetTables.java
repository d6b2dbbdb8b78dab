// SPDX-License-Identifier: Apache-2.0
package io.hvsim.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the CSV tables of a run as Parquet files beside them, compressed with Zstandard. Labels of axes, names and units are
 * text; values, ends of intervals and counts are numbers, and an empty cell is null. DuckDB does the work, so a table need not
 * fit into memory.
 */
public final class ParquetTables {
    /** The tables that a run may have. */
    private static final List<String> TABLES =
            List.of("summary", "replications", "accounting", "influences", "comparison", "capacity", "recommendation");

    private static final List<String> FIRST_AFTER_AXES = List.of("vm", "slo");

    /** Columns that are numbers in whichever table they are; all others are text. */
    private static final List<String> NUMBERS = List.of(
            "mean",
            "ci_low",
            "ci_high",
            "replications",
            "replication",
            "value",
            "rank_correlation",
            "first_order",
            "low",
            "high",
            "first",
            "second",
            "difference",
            "relative",
            "pairs",
            "p",
            "p_adjusted",
            "bound",
            "rank",
            "loss");

    private ParquetTables() {}

    /**
     * Writes what the folder of a run has.
     *
     * @return the files written
     * @throws NoSuchFileException if the folder has none of the tables
     * @throws IOException if a table cannot be read or written
     */
    public static List<Path> write(Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            for (String table : TABLES) {
                Path csv = folder.resolve(table + ".csv");
                if (Files.exists(csv)) {
                    written.add(write(csv, folder.resolve(table + ".parquet"), statement));
                }
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (written.isEmpty()) {
            throw new NoSuchFileException(folder.resolve("summary.csv").toString());
        }
        return written;
    }

    /** Writes aside, then renames: a reader never sees half a file. */
    private static Path write(Path csv, Path parquet, Statement statement) throws SQLException, IOException {
        Path aside = parquet.resolveSibling("." + parquet.getFileName() + ".part");
        String table = "read_csv(" + quoted(csv.toString()) + ", header = true, all_varchar = true, nullstr = '')";
        try {
            statement.execute("COPY (SELECT " + columns(table, statement) + " FROM " + table + ") TO "
                    + quoted(aside.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
            Files.move(aside, parquet, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
        return parquet;
    }

    /** All columns. The axes of the sweep, whatever they are called, come before the VM or the SLO, and are text. */
    private static String columns(String table, Statement statement) throws SQLException {
        List<String> selected = new ArrayList<>();
        boolean axes = true;
        try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
            while (columns.next()) {
                String column = columns.getString("column_name");
                String name = '"' + column.replace("\"", "\"\"") + '"';
                axes &= !FIRST_AFTER_AXES.contains(column);
                selected.add(!axes && NUMBERS.contains(column) ? "CAST(" + name + " AS DOUBLE) AS " + name : name);
            }
        }
        return String.join(", ", selected);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
