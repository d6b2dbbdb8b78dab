// SPDX-License-Identifier: Apache-2.0
package io.hvsim.parquet;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes the tables of runs as Parquet files: {@code java -jar hvsim-parquet.jar RUN...}. */
public final class ParquetMain {
    private static final int FAILED = 1;
    private static final int WRONG_INPUT = 2;

    private ParquetMain() {}

    public static void main(String[] folders) {
        System.exit(run(folders));
    }

    private static int run(String[] folders) {
        if (folders.length == 0) {
            System.err.println(
                    "usage: java -jar hvsim-parquet.jar RUN...   folders of runs, such as output/runs/vmi-study");
            return WRONG_INPUT;
        }
        for (String folder : folders) {
            try {
                ParquetTables.write(Path.of(folder)).forEach(System.out::println);
            } catch (NoSuchFileException missing) {
                System.err.println("hvsim: no such file: " + missing.getFile() + "; is it the folder of a run?");
                return WRONG_INPUT;
            } catch (IOException failure) {
                System.err.println("hvsim: " + failure.getMessage());
                return FAILED;
            }
        }
        return 0;
    }
}
