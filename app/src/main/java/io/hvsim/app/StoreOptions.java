// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.store.ResultStore;
import io.hvsim.scenario.experiment.Shard;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Whether finished replications are kept on disk, and which of them this process runs. */
final class StoreOptions {
    /** From so many replications on, losing them hurts more than opening a database. */
    static final int LONG = 200;

    private static final Pattern SHARD = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

    @Option(
            names = "--store",
            negatable = true,
            description = "Keeps finished replications in results.db and takes those that are there; by itself from "
                    + LONG + " replications on, or where there is a results.db. --no-store keeps them in memory.")
    private Boolean store;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "Runs part I of N of the replications and writes results.db only; hvsim merge makes the whole.")
    private String shard;

    /** @throws WrongInputException if there is no such part */
    Shard shard() {
        if (shard == null) {
            return Shard.WHOLE;
        }
        Matcher matcher = SHARD.matcher(shard);
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(1));
            int count = Integer.parseInt(matcher.group(2));
            if (number >= 1 && number <= count) {
                return new Shard(number, count);
            }
        }
        throw new WrongInputException("--shard is '" + shard + "', it must be I/N with I from 1 to N, such as 1/4");
    }

    /** Whether this process runs a part, to be merged. */
    boolean isPart() {
        return shard != null;
    }

    /** Whether a run of so many replications into {@code folder} keeps them on disk. */
    boolean isOn(long replications, Path folder) {
        if (isPart() && Boolean.FALSE.equals(store)) {
            throw new WrongInputException("--shard needs the store that --no-store turns off");
        }
        return isPart() || (store != null ? store : replications >= LONG || ResultStore.isIn(folder));
    }
}
