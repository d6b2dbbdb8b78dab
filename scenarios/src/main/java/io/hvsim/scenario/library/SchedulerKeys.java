// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.scheduling.Parameter;
import io.hvsim.model.scheduling.VcpuScheduler;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of scheduler files: the policy, and the parameters that the policies on the class path declare. */
final class SchedulerKeys {
    private static final Key<String> POLICY = Key.required(
            "policy", ChoiceType.ofWords("policy", Schedulers.names()), "the rules by which vCPUs share pCPUs");
    private static final Key<String> GRANULARITY = Key.optional(
            "granularity",
            ChoiceType.ofWords("granularity", Schedulers.GRANULARITIES),
            "what a VM gets and loses as a whole: a pCPU (cpu, when left out), or a core or socket for as many of its"
                    + " vCPUs; the threads that a VM does not need then stay idle");
    private static final Map<String, Parameter> PARAMETERS = new LinkedHashMap<>();
    private static final Map<String, Key<Figure>> NUMBERS = new LinkedHashMap<>();
    private static final Map<String, Key<String>> WORDS = new LinkedHashMap<>();

    static {
        Map<String, List<String>> users = new HashMap<>();
        for (VcpuScheduler policy : Schedulers.all()) {
            for (Parameter parameter : policy.parameters()) {
                Parameter same = PARAMETERS.putIfAbsent(parameter.name(), parameter);
                if (same != null
                        && (same.type() != parameter.type() || !same.words().equals(parameter.words()))) {
                    throw new IllegalStateException("parameter '" + parameter.name() + "' of scheduling policy "
                            + policy.name() + " takes other values than the same of another policy");
                }
                users.computeIfAbsent(parameter.name(), name -> new ArrayList<>())
                        .add(policy.name());
            }
        }
        PARAMETERS.forEach((name, parameter) -> {
            String doc = parameter.meaning() + " (" + String.join(", ", users.get(name)) + ")";
            switch (parameter.type()) {
                case TIME -> NUMBERS.put(name, number(parameter, Dimension.TIME, doc));
                case NUMBER -> NUMBERS.put(name, number(parameter, Dimension.NUMBER, doc));
                case WORD -> WORDS.put(name, Key.optional(name, ChoiceType.ofWords(name, parameter.words()), doc));
            }
        });
    }

    static final Kind<SchedulerDef> SCHEDULER = new Kind<>(
            "schedulers",
            "scheduler",
            MappingType.of("scheduler", "a vCPU scheduler and its parameters", keys(), SchedulerKeys::scheduler)
                    .checked(SchedulerKeys::check)
                    .withFigures()
                    .extensible());

    private SchedulerKeys() {}

    private static Key<Figure> number(Parameter parameter, Dimension dimension, String doc) {
        return Key.optional(parameter.name(), new FigureType(dimension, Range.of(parameter.least(), 9e18)), doc);
    }

    private static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(List.of(MachineKinds.TITLE, POLICY, GRANULARITY));
        keys.addAll(NUMBERS.values());
        keys.addAll(WORDS.values());
        return keys;
    }

    private static void check(Fields f) {
        Optional<List<String>> needed = f.find(POLICY)
                .map(policy -> Schedulers.create(policy).parameters().stream()
                        .map(Parameter::name)
                        .toList());
        if (needed.isEmpty()) {
            return;
        }
        String policy = f.find(POLICY).orElseThrow();
        for (YamlNode.Entry entry : f.node().entries()) {
            if (PARAMETERS.containsKey(entry.name()) && !needed.get().contains(entry.name())) {
                f.in().problem(
                                entry.key().place(),
                                "'" + entry.name() + "' is no parameter of policy " + policy,
                                Suggestions.advice(entry.name(), needed.get(), "its parameters"));
            }
        }
        for (String name : needed.get()) {
            if (!f.node().has(name)) {
                f.in().problem(
                                f.in().keyPlace(f.node()),
                                "policy " + policy + " needs the parameter '" + name + "'",
                                "add '" + name + "': " + PARAMETERS.get(name).meaning());
            }
        }
    }

    private static SchedulerDef scheduler(Fields f) {
        Map<String, Figure> numbers = new LinkedHashMap<>();
        NUMBERS.forEach((name, key) -> f.find(key).ifPresent(value -> numbers.put(name, value)));
        Map<String, String> words = new LinkedHashMap<>();
        WORDS.forEach((name, key) -> f.find(key).ifPresent(value -> words.put(name, value)));
        return new SchedulerDef(
                f.name(),
                f.get(MachineKinds.TITLE),
                f.get(POLICY),
                f.find(GRANULARITY).orElse(Schedulers.GRANULARITIES.get(0)),
                numbers,
                words,
                f.figures());
    }
}
