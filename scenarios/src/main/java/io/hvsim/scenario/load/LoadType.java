// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.load;

import io.hvsim.scenario.figure.DistributionSpec;
import io.hvsim.scenario.schema.DistributionType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.schema.WholeType;
import io.hvsim.scenario.schema.WordOr;
import io.hvsim.scenario.text.Dimension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys of loads. */
public final class LoadType {
    private static final int MOST_WORKERS = 1_000_000;
    private static final double NS_PER_SECOND = 1e9;

    private static final Key<Integer> WORKERS = Key.optional(
            "workers",
            new IntType(1, MOST_WORKERS),
            "requests under way in the guest at a time, at most; left out for no limit");

    private static final Key<Double> RATE = Key.optional(
            "rate",
            new NumberType(Dimension.RATE, Range.POSITIVE),
            "mean arrivals per second and VM; left out when arrivals is a distribution of its own");

    private static final Key<Optional<DistributionSpec>> ARRIVALS = Key.ofDefault(
            "arrivals",
            new WordOr<>("poisson", new ArrivalsType()),
            "poisson",
            "poisson, {cv: X} for another spread of the times between arrivals, or their distribution; a time such as"
                    + " 20 ms is a period, and the first arrival comes at a random time within it");

    private static final MappingType<LoadSpec> OPEN = MappingType.<LoadSpec>of(
                    "open-load",
                    "requests arrive from outside whatever the system does",
                    List.of(RATE, ARRIVALS, WORKERS),
                    LoadType::open)
            .checked(LoadType::checkArrivals);

    private static final Key<Integer> CLIENTS = Key.required("clients", new IntType(1, MOST_WORKERS), "clients per VM");

    private static final Key<DistributionSpec> THINK = Key.required(
            "think", DistributionType.plain(Dimension.TIME), "time between an answer and the client's next request");

    private static final MappingType<LoadSpec> CLOSED = MappingType.of(
            "closed-load",
            "a fixed number of clients, each of which thinks, asks and waits for the answer",
            List.of(CLIENTS, THINK, WORKERS),
            f -> new LoadSpec.Closed(f.get(CLIENTS), f.get(THINK), workers(f)));

    private static final Key<Long> JOBS =
            Key.required("jobs", WholeType.count(1, 1_000_000_000_000L), "units of work in all, per VM");

    private static final Key<Integer> BATCH_WORKERS =
            Key.ofDefault("workers", new IntType(1, MOST_WORKERS), "1", "how many are under way at a time");

    private static final MappingType<LoadSpec> BATCH = MappingType.of(
            "batch-load",
            "a fixed amount of work, there from the start",
            List.of(JOBS, BATCH_WORKERS),
            f -> new LoadSpec.Batch(f.get(JOBS), OptionalInt.of(f.get(BATCH_WORKERS))));

    static final Key<String> FILE = Key.required(
            "file", new TextType(), "a load series as hvsim import writes it, by its path from the scenario's folder");
    static final Key<String> VM = Key.optional(
            "vm",
            new TextType(),
            "the VM of the file whose load every VM of the group has; left out, they take those of the file in turn");
    static final Key<Double> START = Key.ofDefault(
            "start",
            new NumberType(Dimension.TIME, Range.NOT_NEGATIVE),
            "0 s",
            "how much of the series is passed over");
    private static final Key<Double> SPEED = Key.ofDefault(
            "speed",
            new NumberType(Dimension.NUMBER, Range.POSITIVE),
            "1",
            "seconds of the series that pass in one second: demand stays what it is for a shorter time, arrivals come faster");
    static final Key<DistributionSpec> BURST = Key.optional(
            "burst",
            DistributionType.plain(Dimension.TIME),
            "CPU time of a burst of demand: averages over an interval do not say in what pieces it came, and a tail of "
                    + "latency rests on that; required for demand, out of place for arrivals");
    private static final MappingType<LoadSpec> TRACE = MappingType.<LoadSpec>of(
                    "trace-load",
                    "arrivals, or demand for CPU time, as measured; the series begins again when it ends",
                    List.of(FILE, VM, START, SPEED, BURST, WORKERS),
                    LoadType::trace)
            .checked(TraceChecks::check);

    private static final Key<LoadSpec> TRACE_KEY = Key.optional("trace", TRACE, TRACE.doc());
    private static final Key<LoadSpec> OPEN_KEY = Key.optional("open", OPEN, OPEN.doc());
    private static final Key<LoadSpec> CLOSED_KEY = Key.optional("closed", CLOSED, CLOSED.doc());
    private static final Key<LoadSpec> BATCH_KEY = Key.optional("batch", BATCH, BATCH.doc());

    /** How work comes: exactly one of {@code open}, {@code closed}, {@code batch} and {@code trace}. */
    public static final MappingType<LoadSpec> LOAD = MappingType.of(
                    "load", "how work comes", List.of(OPEN_KEY, CLOSED_KEY, BATCH_KEY, TRACE_KEY), LoadType::load)
            .withExactlyOneKey();

    private LoadType() {}

    private static LoadSpec load(Fields fields) {
        return fields.find(OPEN_KEY)
                .or(() -> fields.find(CLOSED_KEY))
                .or(() -> fields.find(BATCH_KEY))
                .or(() -> fields.find(TRACE_KEY))
                .orElseThrow();
    }

    private static OptionalInt workers(Fields fields) {
        return fields.find(WORKERS).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static LoadSpec trace(Fields fields) {
        return new LoadSpec.Trace(
                TraceChecks.file(fields).orElseThrow(),
                fields.find(VM),
                fields.get(START) / NS_PER_SECOND,
                fields.get(SPEED),
                fields.find(BURST),
                workers(fields));
    }

    private static LoadSpec open(Fields fields) {
        Optional<DistributionSpec> own = fields.get(ARRIVALS);
        Optional<Double> rate = fields.find(RATE);
        if (rate.isEmpty()) {
            DistributionSpec interarrival = own.orElseThrow();
            double mean = interarrival.distribution().mean();
            return new LoadSpec.Open(NS_PER_SECOND / mean, interarrival, workers(fields));
        }
        double meanNs = NS_PER_SECOND / rate.get();
        double cv = own.map(ArrivalsType::cv).orElse(1.0);
        return new LoadSpec.Open(rate.get(), DistributionSpec.ofMeanAndCv(meanNs, cv), workers(fields));
    }

    private static void checkArrivals(Fields fields) {
        Optional<DistributionSpec> own = fields.find(ARRIVALS).flatMap(a -> a);
        boolean onlySpread = own.map(ArrivalsType::isOnlySpread).orElse(true);
        if (fields.find(ARRIVALS).isEmpty()) {
            return;
        }
        if (onlySpread && !fields.wrote(RATE)) {
            fields.in().problem(fields.in().keyPlace(fields.node()), "missing key 'rate'", "add a rate such as 200/s");
        } else if (!onlySpread && fields.wrote(RATE)) {
            fields.in()
                    .problem(
                            fields.placeOfKey(RATE),
                            "rate and a distribution of arrivals, which has a mean of its own",
                            "keep one of them, or write arrivals: {cv: X}");
        } else if (!onlySpread && !isFinite(own.orElseThrow())) {
            fields.in().problem(fields.placeOf(ARRIVALS), "times between arrivals without a positive, finite mean", "");
        }
    }

    static boolean isFinite(DistributionSpec spec) {
        double mean = spec.distribution().mean();
        return mean > 0 && Double.isFinite(mean);
    }

    /** The spread alone, as a value of {@link DistributionSpec} without a mean. */
    static DistributionSpec ofSpread(double cv) {
        return new DistributionSpec(DistributionSpec.Shape.MEAN_AND_CV, Map.of("cv", cv), List.of());
    }
}
