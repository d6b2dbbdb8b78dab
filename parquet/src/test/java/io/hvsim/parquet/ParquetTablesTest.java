// SPDX-License-Identifier: Apache-2.0
package io.hvsim.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTablesTest {
    @TempDir
    private Path folder;

    private List<String> rows(String table) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet all = database.createStatement()
                        .executeQuery("SELECT * FROM read_parquet('" + folder.resolve(table) + "')")) {
            while (all.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= all.getMetaData().getColumnCount(); i++) {
                    row.add(all.getObject(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    @Test
    void labelsStayTextNumbersKeepEveryDigitAndEmptyCellsAreNull() throws Exception {
        Files.writeString(folder.resolve("summary.csv"), """
                first,"a ""b"", c",vm,metric,unit,mean,ci_low,ci_high,replications
                1,007,web,latency.p99,s,0.1234567890123456,,,1
                2,x,*,throughput,1/s,1e-300,5,6,3
                """);
        assertThat(ParquetTables.write(folder)).containsExactly(folder.resolve("summary.parquet"));
        assertThat(rows("summary.parquet"))
                .containsExactly(
                        "[1, 007, web, latency.p99, s, 0.1234567890123456, null, null, 1.0]",
                        "[2, x, *, throughput, 1/s, 1.0E-300, 5.0, 6.0, 3.0]");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void everyTableOfTheRunIsWritten() throws Exception {
        String rows = IntStream.range(0, 5000)
                .mapToObj(i -> "web,throughput,1/s," + i + "," + i * 0.1 + "\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("replications.csv"), "vm,metric,unit,replication,value\n" + rows);
        Files.writeString(folder.resolve("influences.csv"), "vm,metric,figure,rank_correlation\nweb,a,b,-0.5\n");
        assertThat(ParquetTables.write(folder))
                .containsExactly(folder.resolve("replications.parquet"), folder.resolve("influences.parquet"));
        assertThat(rows("replications.parquet")).hasSize(5000);
    }

    @Test
    void folderWithoutTablesIsRefused() {
        assertThatThrownBy(() -> ParquetTables.write(folder)).isInstanceOf(NoSuchFileException.class);
    }
}
