// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.Trace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Imports load traces of other tools and archives. */
public final class TraceImport {
    private static final List<Importer> IMPORTERS = List.of(
            new SadfTable(),
            new SadfPairs(),
            new SadfJson(),
            new Vmstat(),
            new Esxtop(),
            new VirtTop(),
            new Xentop(),
            new Bitbrains(),
            new PlanetLab(),
            new AzureReadings(),
            new AzureVms(),
            new Swf(),
            new Plain());

    /** How logs begin that hold no load, and what to do with them. */
    private static final Map<String, String> NO_LOADS = noLoads();

    private TraceImport() {}

    private static Map<String, String> noLoads() {
        String costs = ", which holds costs and no load: see hvsim calibrate";
        Map<String, String> logs = new LinkedHashMap<>();
        logs.put("VM-EXIT", "a report of perf kvm stat" + costs);
        logs.put("[lmbench", "results of lmbench" + costs);
        logs.put("L M B E N C H", "a summary of lmbench" + costs);
        logs.put("Performance counter stats", "output of perf stat" + costs);
        logs.put("Summary of events", "a summary of perf trace" + costs);
        logs.put("vmcall", "a log of kvm-unit-tests" + costs);
        logs.put("RVTools", "an inventory, which holds no load");
        logs.put("Linux ", "text of sar, which depends on the locale: write it with sadf -d FILE -- -u ALL -P ALL");
        return logs;
    }

    /** The kinds of traces, each with what its files begin with. */
    public static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        IMPORTERS.forEach(importer ->
                kinds.merge(importer.kind(), importer.title(), (first, second) -> first + "; or " + second));
        return kinds;
    }

    /**
     * Reads a trace and hands its rows on as they come; none is kept.
     *
     * @param skipped takes the rows that cannot be read
     * @throws ImportException if there is no such kind, or the trace is of another, or holds no load; nothing but rows of the
     *     trace itself was handed on then
     * @throws IOException if the trace cannot be read
     */
    public static Imported run(
            String kind, Trace trace, ImportSettings settings, Consumer<LoadRow> sink, SkippedRows skipped)
            throws ImportException, IOException {
        if (!kinds().containsKey(kind)) {
            throw new ImportException("unknown kind of trace '" + kind + "': "
                    + Suggestions.shortAdvice(kind, kinds().keySet(), "there are"));
        }
        List<String> head = trace.head();
        Importer importer = IMPORTERS.stream()
                .filter(each -> each.kind().equals(kind) && each.recognizes(head))
                .findFirst()
                .orElse(null);
        if (importer == null) {
            throw new ImportException(trace.name() + ":1: this is no trace of the kind '" + kind + "' ("
                    + kinds().get(kind) + ")" + looksLike(trace, head));
        }
        long before = skipped.count();
        Extract extract = new Extract(sink, skipped);
        importer.read(trace, settings, extract);
        if (extract.rows() == 0) {
            throw new ImportException(trace.name() + " holds no load: " + why(kind, skipped.count() - before, skipped));
        }
        return new Imported(extract.rows(), extract.pcpus());
    }

    private static String looksLike(Trace trace, List<String> head) {
        if (head.isEmpty()) {
            return "; the file is empty";
        }
        Optional<Importer> other =
                IMPORTERS.stream().filter(each -> each.recognizes(head)).findFirst();
        if (other.isPresent()) {
            return "; it looks like " + other.get().title() + ": try hvsim import "
                    + other.get().kind() + " " + trace.name();
        }
        return NO_LOADS.entrySet().stream()
                .filter(log -> head.stream().anyMatch(line -> line.contains(log.getKey())))
                .findFirst()
                .map(log -> "; it looks like " + log.getValue())
                .orElse("");
    }

    private static String why(String kind, long unreadable, SkippedRows skipped) {
        if (unreadable > 0) {
            return "none of its " + unreadable + " rows can be read, such as "
                    + skipped.first().get(skipped.first().size() - 1);
        }
        return switch (kind) {
            case "xentop", "virt-top", "esxtop", "vmstat" ->
                "use is known from the second sample on, and there is none";
            case "sadf" -> "it has no table of CPUs; write it with sadf -d FILE -- -u ALL -P ALL";
            default -> "it has no rows";
        };
    }
}
