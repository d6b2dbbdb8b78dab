// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.LoadTable;
import io.hvsim.scenario.trace.Trace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A table of one's own in the form of {@link LoadTable}: what importing it does is to check it. */
final class Plain implements Importer {

    @Override
    public String kind() {
        return "csv";
    }

    @Override
    public String title() {
        return "a table with the columns time, duration and vm, and demand or arrivals";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return table(head).isPresent();
    }

    private static Optional<LoadTable> table(List<String> head) {
        return head.stream()
                .filter(line -> !LoadTable.isRemark(line))
                .findFirst()
                .flatMap(LoadTable::of);
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        List<String> head = trace.head();
        LoadTable table = table(head).orElseThrow();
        long heading = head.stream().takeWhile(LoadTable::isRemark).count() + 1;
        trace.forEach(
                (line, number) -> {
                    if (number > heading && !LoadTable.isRemark(line)) {
                        extract.add(table.row(line));
                    }
                },
                extract.skipped());
    }
}
