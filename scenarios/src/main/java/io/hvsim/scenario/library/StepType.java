// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.workload.LockKind;
import io.hvsim.scenario.figure.DistributionFigure;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.WorkloadDef.ActionUse;
import io.hvsim.scenario.library.WorkloadDef.Step;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.DistributionType;
import io.hvsim.scenario.schema.Edit;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.ListOf;
import io.hvsim.scenario.schema.MapOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step of a program; a type of its own because a repetition holds steps again. */
record StepType() implements Type<Step> {
    private static final FigureType COUNT = FigureType.of(Dimension.NUMBER);
    private static final FigureType SIZE = FigureType.of(Dimension.SIZE);

    private static final Key<DistributionFigure> USER =
            Key.required("user", DistributionType.figures(Dimension.CYCLES), "user-mode cycles on NetBurst");
    private static final Key<Map<String, ActionUse>> DO = Key.ofDefault(
            "do",
            MapOf.withFigures(NameType.of("the name of an action"), new ActionUseType()),
            "{}",
            "kernel actions, spread evenly over it");
    private static final Key<String> LOCK = Key.required(
            "lock", NameType.of("the name of a lock"), "its name; the VM's other steps with it want the same");
    private static final Key<LockKind> LOCK_KIND = Key.required(
            "kind",
            ChoiceType.of("kind of lock", LockKind.class),
            "whether it is a spinlock, one that is wanted and held with interrupts disabled, a mutex, a reader-writer semaphore that is held to read or to write, or a futex of the program, on which tasks sleep at once");
    private static final Key<DistributionFigure> LOCKED_USER = Key.optional(
            "user",
            DistributionType.figures(Dimension.CYCLES),
            "user-mode cycles on NetBurst; left out when there are steps");
    private static final Key<List<Step>> LOCKED_STEPS = Key.ofDefault(
            "steps",
            new ListOf<>(new StepType()),
            "[]",
            "what is done while it is held, in place of user: not for a spinlock, and of what tasks wait at only spinlocks");
    private static final Key<Step> LOCKED = Key.optional(
            "locked",
            MappingType.<Step>of(
                            "locked",
                            "what is done while holding a lock of the guest",
                            List.of(LOCK, LOCK_KIND, LOCKED_USER, DO, LOCKED_STEPS),
                            StepType::locked)
                    .checked(StepType::checkLocked)
                    .withFigures(),
            "what is done while holding a lock of the guest");
    private static final Key<Step> FLUSH_TLB = Key.optional(
            "flush-tlb",
            MappingType.of("flush-tlb", "a flush of TLBs", List.of(), f -> new Step.Flush()),
            "a change of mappings that the other vCPUs with a task must drop from their TLBs, written flush-tlb: {}");

    private static final Key<Step> CALL_FUNCTION = Key.optional(
            "call-function",
            MappingType.of("call-function", "a call on other vCPUs", List.of(), f -> new Step.CallFunction()),
            "a function that all other vCPUs must call, idle or not, before the task goes on, written call-function: {}");
    private static final Key<Step> STOP_MACHINE = Key.optional(
            "stop-machine",
            MappingType.<Step>of(
                            "stop-machine",
                            "what is done while all other vCPUs are stopped",
                            List.of(USER, DO),
                            f -> new Step.StopMachine(work(f)))
                    .withFigures(),
            "what is done while all other vCPUs are stopped with interrupts disabled");
    private static final Key<Figure> BARRIER_SPIN = Key.ofDefault(
            "spin", FigureType.of(Dimension.TIME), "0 s", "how long a task spins in user mode before it sleeps");
    private static final Key<Step> BARRIER = Key.optional(
            "barrier",
            MappingType.<Step>of(
                            "barrier",
                            "a point that no task passes before all have come to it",
                            List.of(BARRIER_SPIN),
                            f -> new Step.Barrier(f.get(BARRIER_SPIN)))
                    .withFigures(),
            "a point that none of the tasks serving the load passes before all have come; the load must be batch or closed");

    private static final Key<Step> WORK = Key.optional(
            "work",
            MappingType.<Step>of("work", "computing", List.of(USER, DO), StepType::work)
                    .withFigures(),
            "computing");

    private static final Key<Step> DEMAND = Key.optional(
            "demand",
            MappingType.<Step>of(
                            "demand",
                            "computing for as long as the load says of each request",
                            List.of(DO),
                            f -> new Step.Demand(List.copyOf(f.get(DO).values())))
                    .withFigures(),
            "computing for as long as the load says, which must be a trace with demand or work, written demand: {}");

    private static final Key<Figure> REQUESTS = Key.ofDefault("requests", COUNT, "1", "requests, one after the other");
    private static final Key<Figure> DISK_SIZE = Key.required("size", SIZE, "size of each");
    private static final Key<Boolean> WRITE =
            Key.ofDefault("write", new FlagType(), "false", "whether they write; a disk may take longer for it");
    private static final Key<Step> DISK = Key.optional(
            "disk",
            MappingType.<Step>of(
                            "disk-step",
                            "disk requests",
                            List.of(REQUESTS, DISK_SIZE, WRITE),
                            f -> new Step.Disk(f.get(REQUESTS), f.get(DISK_SIZE), f.get(WRITE)))
                    .withFigures(),
            "disk requests");

    private static final Key<Figure> SEND_SIZE = Key.required("size", SIZE, "how much");
    private static final Key<Step> SEND = Key.optional(
            "send",
            MappingType.<Step>of("send", "sending data", List.of(SEND_SIZE), f -> new Step.Send(f.get(SEND_SIZE)))
                    .withFigures(),
            "sending data through the network card");

    private static final Key<DistributionFigure> SLEEP =
            Key.optional("sleep", DistributionType.figures(Dimension.TIME), "waiting without the CPU");

    private static final Key<Figure> TIMES =
            Key.required("times", new FigureType(Dimension.NUMBER, Range.of(1, 1e9)), "how often");
    private static final Key<List<Step>> STEPS = Key.required("steps", new ListOf<>(new StepType()), "what");
    private static final Key<Step> REPEAT = Key.optional(
            "repeat",
            MappingType.<Step>of(
                            "repeat",
                            "steps, several times over",
                            List.of(TIMES, STEPS),
                            f -> new Step.Repeat(f.get(TIMES), f.get(STEPS)))
                    .withFigures(),
            "steps, several times over");

    private static final MappingType<Step> STEP = MappingType.of(
                    "step",
                    "a step of a program",
                    List.of(
                            WORK,
                            DEMAND,
                            LOCKED,
                            FLUSH_TLB,
                            CALL_FUNCTION,
                            STOP_MACHINE,
                            BARRIER,
                            DISK,
                            SEND,
                            SLEEP,
                            REPEAT),
                    StepType::step)
            .withExactlyOneKey();

    private static Step.Work work(Fields f) {
        return new Step.Work(f.get(USER), List.copyOf(f.get(DO).values()));
    }

    private static Step locked(Fields f) {
        List<Step> steps = f.find(LOCKED_USER)
                .<List<Step>>map(user ->
                        List.of(new Step.Work(user, List.copyOf(f.get(DO).values()))))
                .orElseGet(() -> f.get(LOCKED_STEPS));
        return new Step.Locked(f.get(LOCK), f.get(LOCK_KIND), steps);
    }

    private static void checkLocked(Fields f) {
        if (f.wrote(LOCKED_USER) == f.wrote(LOCKED_STEPS)) {
            f.in().objection(f.placeOfKey(LOCKED_STEPS), "expected either user or steps", "");
        } else if (f.wrote(LOCKED_STEPS) && f.wrote(DO)) {
            f.in().objection(f.placeOfKey(DO), "do goes with user, not with steps", "write a work step with it");
        }
        f.find(LOCK_KIND)
                .ifPresent(kind -> checkAllowed(kind, f.find(LOCKED_STEPS).orElse(List.of()), f));
    }

    private static void checkAllowed(LockKind kind, List<Step> steps, Fields f) {
        for (Step step : steps) {
            if (step instanceof Step.Repeat repeat) {
                checkAllowed(kind, repeat.steps(), f);
            } else if (kind.spins() && !(step instanceof Step.Work)) {
                f.in().objection(f.placeOfKey(LOCKED_STEPS), "a spinlock is held for work only", "");
            } else if (step instanceof Step.Locked inner && !inner.kind().spins()) {
                f.in().objection(
                                f.placeOfKey(LOCKED_STEPS),
                                "while it is held only spinlocks can be taken, not '" + inner.lock() + "'",
                                "");
            } else if (step instanceof Step.Barrier || step instanceof Step.StopMachine) {
                f.in().objection(
                                f.placeOfKey(LOCKED_STEPS),
                                "while it is held nobody can wait for others, at a barrier or for them to stop",
                                "");
            }
        }
    }

    private static Step step(Fields f) {
        return f.find(WORK)
                .or(() -> f.find(DEMAND))
                .or(() -> f.find(LOCKED))
                .or(() -> f.find(FLUSH_TLB))
                .or(() -> f.find(CALL_FUNCTION))
                .or(() -> f.find(STOP_MACHINE))
                .or(() -> f.find(BARRIER))
                .or(() -> f.find(DISK))
                .or(() -> f.find(SEND))
                .or(() -> f.find(SLEEP).map(Step.Sleep::new))
                .or(() -> f.find(REPEAT))
                .orElseThrow();
    }

    @Override
    public Optional<Step> read(YamlNode node, Reading in) {
        return STEP.read(node, in);
    }

    @Override
    public String phrase() {
        return "a step";
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        return STEP.edited(edit, written, inherited);
    }

    @Override
    public YamlNode completed(YamlNode node) {
        return STEP.completed(node);
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return STEP.schema(definitions);
    }

    @Override
    public List<Type<?>> parts() {
        return List.of(STEP);
    }
}
