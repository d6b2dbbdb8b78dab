// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.text.Dimension;
import java.util.List;

/** The keys of library files about live migration. */
final class MigrationKeys {
    private static final FigureType COUNT = new FigureType(Dimension.NUMBER, Range.of(0, 1_000_000));
    private static final FigureType RATE = new FigureType(Dimension.BANDWIDTH, Range.POSITIVE);
    private static final FigureType PART = new FigureType(Dimension.SHARE, Range.of(0, 0.99));

    private static final Key<Figure> ROUNDS = Key.optional(
            "rounds",
            COUNT,
            "rounds of pre-copy after which the VM is stopped, 0 to stop it at once; left out for no limit");
    private static final Key<Figure> SENT_LIMIT = Key.optional(
            "sent-limit",
            new FigureType(Dimension.NUMBER, Range.POSITIVE),
            "the VM is stopped when more than this many times its memory was sent; left out for no limit");
    private static final Key<Figure> FEW_PAGES =
            Key.optional("few-pages", COUNT, "the VM is stopped when fewer pages remain");
    private static final Key<Figure> DOWNTIME = Key.optional(
            "downtime", FigureType.of(Dimension.TIME), "the VM is stopped when what remains can be sent in this time");
    private static final Key<Boolean> SKIPS = Key.ofDefault(
            "skips-redirtied",
            new FlagType(),
            "false",
            "whether pages are left to the next round that are dirty again when it is their turn");

    private static final Key<Figure> MAX_RATE =
            Key.optional("max-rate", RATE, "what is sent at most; left out for as much as the link takes");
    private static final Key<Figure> START = Key.required("start", RATE, "rate of the first round");
    private static final Key<Figure> ABOVE = Key.required(
            "above",
            RATE,
            "how much faster than pages became dirty they are sent after a round in which that was faster than the rate");
    private static final Key<Figure> MOST_RATE = Key.required("most", RATE, "upper limit of the rate");
    private static final Key<MigrationDef.Rate> ADAPTIVE_RATE = Key.optional(
            "rate",
            MappingType.of(
                            "migration-rate",
                            "a rate that is raised when pages become dirty faster than they are sent",
                            List.of(START, ABOVE, MOST_RATE),
                            f -> new MigrationDef.Rate(f.get(START), f.get(ABOVE), f.get(MOST_RATE)))
                    .withFigures(),
            "a rate that is raised when pages become dirty faster than they are sent; left out to send as fast as the link takes it");

    private static final Key<Figure> FIRST =
            Key.required("first", PART, "share of the time that vCPUs are kept from running at first");
    private static final Key<Figure> STEP = Key.required("step", PART, "what is added to it each further time");
    private static final Key<Figure> MOST_THROTTLE = Key.required("most", PART, "its upper limit");
    private static final Key<MigrationDef.Throttle> THROTTLE = Key.optional(
            "throttle",
            MappingType.of(
                            "migration-throttle",
                            "slows vCPUs down while pages become dirty at more than half the rate they are sent at",
                            List.of(FIRST, STEP, MOST_THROTTLE),
                            f -> new MigrationDef.Throttle(f.get(FIRST), f.get(STEP), f.get(MOST_THROTTLE)))
                    .withFigures(),
            "how vCPUs are slowed down that dirty pages too fast; left out when they are not");
    private static final Key<Boolean> POST_COPY = Key.ofDefault(
            "post-copy",
            new FlagType(),
            "false",
            "whether the VM runs again before the rest is sent, and fetches each page that it misses");

    static final Kind<MigrationDef> MIGRATION = new Kind<>(
            "migrations",
            "migration policy",
            MappingType.of(
                            "migration-policy",
                            "how a live migration proceeds",
                            List.of(
                                    MachineKinds.TITLE,
                                    ROUNDS,
                                    SENT_LIMIT,
                                    FEW_PAGES,
                                    DOWNTIME,
                                    SKIPS,
                                    MAX_RATE,
                                    ADAPTIVE_RATE,
                                    THROTTLE,
                                    POST_COPY),
                            f -> new MigrationDef(
                                    f.name(),
                                    f.get(MachineKinds.TITLE),
                                    f.find(ROUNDS),
                                    f.find(SENT_LIMIT),
                                    f.find(FEW_PAGES),
                                    f.find(DOWNTIME),
                                    f.get(SKIPS),
                                    f.find(MAX_RATE),
                                    f.find(ADAPTIVE_RATE),
                                    f.find(THROTTLE),
                                    f.get(POST_COPY),
                                    f.figures()))
                    .withFigures()
                    .extensible());

    private MigrationKeys() {}
}
