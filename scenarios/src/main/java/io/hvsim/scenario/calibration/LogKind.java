// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.text.ScenarioException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The logs that can be read, by the tool that writes them. */
public enum LogKind {
    PERF_KVM_STAT(
            "perf-kvm-stat", "report of perf kvm stat", Pattern.compile("VM-EXIT\\s+Samples"), new PerfKvmStatReader()),
    VMEXIT("vmexit", "log of the kvm-unit-tests vmexit", VmexitReader.RESULT, new VmexitReader()),
    MICRO_BENCH("micro-bench", "log of the kvm-unit-tests micro-bench", MicroBenchReader.HEAD, new MicroBenchReader()),
    LMBENCH(
            "lmbench",
            "result of lmbench",
            Pattern.compile(LmbenchRawReader.HEAD.pattern() + "|" + LmbenchSummaryReader.HEAD.pattern()),
            log -> log.has(LmbenchSummaryReader.HEAD)
                    ? new LmbenchSummaryReader().read(log)
                    : new LmbenchRawReader().read(log)),
    PERF_TRACE("perf-trace", "summary of perf trace -s", PerfTraceReader.HEAD, new PerfTraceReader()),
    PERF_STAT("perf-stat", "count of perf stat", PerfStatReader.HEAD, new PerfStatReader());

    private static final Pattern BPF_NESTED =
            Pattern.compile("Exit reason\\s+Total \\(Avg Time\\)\\s+L1 \\(Avg Time\\)");
    private static final Pattern ADDRESSES = Pattern.compile("^\\s*(MMIO|IO Port) Access\\s+Samples");

    private final String word;
    private final String noun;
    private final Pattern sign;
    private final LogReader reader;

    LogKind(String word, String noun, Pattern sign, LogReader reader) {
        this.word = word;
        this.noun = noun;
        this.sign = sign;
        this.reader = reader;
    }

    /** As commands spell it. */
    public String word() {
        return word;
    }

    /** What it is, as part of a sentence. */
    public String noun() {
        return noun;
    }

    /** The kind that commands spell so. */
    public static Optional<LogKind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /**
     * What the log holds, at least one row.
     *
     * @throws ScenarioException when it is no log of this kind, or one without rows
     */
    public LogContent read(MeasurementLog log) throws ScenarioException {
        if (!log.has(sign)) {
            throw log.problem(0, "no " + noun + ": " + otherwise(log), advice(log));
        }
        LogContent content = reader.read(log);
        if (content.runs().isEmpty()) {
            String unread = content.unread().isEmpty()
                    ? ""
                    : "; of what should be rows, line "
                            + (content.unread().get(0).line() + 1) + " is the first: "
                            + content.unread().get(0).text();
            throw log.problem(0, "the " + noun + " holds no rows" + unread, "");
        }
        return content;
    }

    private static Optional<LogKind> looksLike(MeasurementLog log) {
        return Stream.of(values()).filter(kind -> log.has(kind.sign)).findFirst();
    }

    private static String otherwise(MeasurementLog log) {
        if (log.has(BPF_NESTED)) {
            return "it looks like exits of L1 and L2 counted by a BPF tool, whose means hold idle time and exits of both";
        }
        if (log.has(ADDRESSES)) {
            return "it looks like one with --event mmio or ioport, which has addresses in place of exit reasons";
        }
        return looksLike(log).map(kind -> "it looks like a " + kind.noun).orElse("it looks like no log that is known");
    }

    private static String advice(MeasurementLog log) {
        if (log.has(ADDRESSES)) {
            return "record it with --event vmexit";
        }
        return looksLike(log)
                .filter(kind -> !log.has(BPF_NESTED))
                .map(kind -> "hvsim calibrate " + kind.word + " " + log.source().name())
                .orElse("kinds are perf-kvm-stat, vmexit, micro-bench, lmbench, perf-trace and perf-stat");
    }
}
