// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.OneOrMore;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.schema.WholeType;
import io.hvsim.scenario.schema.WordOr;
import io.hvsim.scenario.spec.RunSpec.Precision;
import io.hvsim.scenario.text.Dimension;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The keys of {@code run}. */
final class RunKeys {
    private static final int MOST_REPLICATIONS = 100_000;
    private static final long USUAL_DURATION_NS = 10_000_000_000L;

    private static final Key<Optional<Long>> WARMUP = Key.ofDefault(
            "warmup",
            new WordOr<>("auto", WholeType.timeNs(0)),
            "auto",
            "simulated time before measuring begins; auto finds it (MSER-5), and is 0 s with until: done");
    private static final Key<Long> DURATION = Key.optional(
            "duration",
            WholeType.timeNs(1),
            "simulated time that is measured, after the warm-up; 10 s when neither this nor until is given");
    static final Key<String> UNTIL = Key.optional(
            "until",
            ChoiceType.ofWords("end", List.of("done")),
            "done: run until every batch is done; in place of duration");
    private static final Key<Integer> REPLICATIONS =
            Key.ofDefault("replications", new IntType(1, MOST_REPLICATIONS), "5", "runs with other random numbers");
    private static final Key<Boolean> BATCH_MEANS = Key.ofDefault(
            "batch-means",
            new FlagType(),
            "false",
            "whether replications are consecutive parts of one long run, each as long as duration: for long warm-ups");
    private static final Key<Boolean> ANTITHETIC = Key.ofDefault(
            "antithetic",
            new FlagType(),
            "false",
            "whether each replication is the mean of two runs, the second with mirrored random numbers: narrower intervals where"
                    + " load is moderate");
    private static final Key<Double> CONFIDENCE = Key.ofDefault(
            "confidence",
            new NumberType(Dimension.SHARE, Range.of(0.5, 0.9999)),
            "95 %",
            "level of the confidence intervals");
    private static final Key<Long> SEED =
            Key.ofDefault("seed", WholeType.count(0, Long.MAX_VALUE), "1", "where the random numbers begin");

    private static final Key<List<String>> METRIC =
            Key.required("metric", new OneOrMore<>(new TextType()), "VM groups and metrics, such as web.latency.mean");
    private static final Key<Double> RELATIVE = Key.required(
            "relative",
            new NumberType(Dimension.SHARE, new Range(0, false, 1)),
            "half-width of the interval over the mean");
    private static final Key<Integer> AT_MOST =
            Key.ofDefault("at most", new IntType(2, MOST_REPLICATIONS), "100", "replications at most");
    private static final Key<Precision> PRECISION = Key.optional(
            "precision",
            MappingType.of(
                            "precision",
                            "replicate until intervals are narrow enough",
                            List.of(METRIC, RELATIVE, AT_MOST),
                            RunKeys::precision)
                    .checked(RunKeys::checkMetrics),
            "replicate until intervals are narrow enough");

    static final MappingType<RunSpec> RUN = MappingType.of(
                    "run",
                    "how long and how often to simulate",
                    List.of(
                            WARMUP,
                            DURATION,
                            UNTIL,
                            REPLICATIONS,
                            PRECISION,
                            BATCH_MEANS,
                            ANTITHETIC,
                            CONFIDENCE,
                            SEED),
                    RunKeys::run)
            .checked(RunKeys::check);

    private RunKeys() {}

    private static Precision precision(Fields f) {
        return new Precision(f.get(METRIC).stream().map(RunKeys::target).toList(), f.get(RELATIVE), f.get(AT_MOST));
    }

    private static void checkMetrics(Fields f) {
        f.find(METRIC).ifPresent(metrics -> {
            metrics.forEach(metric -> MetricRef.parse(metric, f.placeOf(METRIC), f.in()));
            if (metrics.isEmpty()) {
                f.in().problem(f.placeOf(METRIC), "no metric to be precise about", "name at least one");
            }
        });
    }

    private static RunSpec.Target target(String text) {
        int dot = text.indexOf('.');
        return new RunSpec.Target(text.substring(0, dot), text.substring(dot + 1));
    }

    private static RunSpec run(Fields f) {
        boolean untilDone = f.wrote(UNTIL);
        Optional<Long> warmup = f.get(WARMUP).or(() -> untilDone ? Optional.of(0L) : Optional.empty());
        return new RunSpec(
                warmup.map(OptionalLong::of).orElse(OptionalLong.empty()),
                untilDone
                        ? OptionalLong.empty()
                        : OptionalLong.of(f.find(DURATION).orElse(USUAL_DURATION_NS)),
                f.get(REPLICATIONS),
                f.find(PRECISION),
                f.get(BATCH_MEANS),
                f.get(ANTITHETIC),
                f.get(CONFIDENCE),
                f.get(SEED));
    }

    private static void check(Fields f) {
        if (f.wrote(DURATION) && f.wrote(UNTIL)) {
            f.in().problem(f.placeOfKey(UNTIL), "both duration and until", "keep one of them");
        }
        if (f.wrote(UNTIL) && f.find(WARMUP).flatMap(w -> w).filter(w -> w > 0).isPresent()) {
            f.in().problem(f.placeOf(WARMUP), "a warm-up with until: done, which measures from the start", "write 0 s");
        }
        if (f.wrote(UNTIL) && f.find(BATCH_MEANS).orElse(false)) {
            f.in().problem(f.placeOfKey(BATCH_MEANS), "batch means of a run with an end of its own", "give a duration");
        }
        if (f.find(ANTITHETIC).orElse(false) && f.find(BATCH_MEANS).orElse(false)) {
            f.in().problem(f.placeOfKey(ANTITHETIC), "both antithetic and batch-means", "keep one of them");
        }
        Optional<Integer> most = f.find(PRECISION).map(Precision::atMost);
        if (most.isPresent() && f.find(REPLICATIONS).filter(r -> r > most.get()).isPresent()) {
            f.in().problem(
                            f.placeOf(PRECISION),
                            "at most " + most.get() + " replications, but " + f.get(REPLICATIONS) + " to begin with",
                            "raise 'at most' or lower 'replications'");
        }
    }
}
