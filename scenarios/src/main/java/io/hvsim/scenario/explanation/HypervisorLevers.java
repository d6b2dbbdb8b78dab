// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.scheduling.Parameter;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.SchedulerDef;
import io.hvsim.scenario.library.Schedulers;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.recommendation.Eligibility;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What could be changed at the hypervisor.
 *
 * @param here the scenario at the point
 * @param technique that the group runs on
 * @param costly the reasons whose charges are tried at half, costliest first
 */
record HypervisorLevers(Scenario here, VmSpec vm, String technique, List<Cause> costly) {

    /** What else there is. */
    List<WhatIf> all() {
        List<WhatIf> all = new ArrayList<>();
        costly.stream().map(this::halved).flatMap(Optional::stream).forEach(all::add);
        scheduler(all);
        haltPolling(all);
        return all;
    }

    private ScenarioSpec spec() {
        return here.first();
    }

    private HypervisorDef hypervisor() {
        return spec().hypervisor();
    }

    /** The techniques that the group could have in place of its own, as the guest of as many hypervisors and as open to them. */
    List<WhatIf> techniques() {
        List<WhatIf> all = new ArrayList<>();
        for (Eligibility.Runner other : Eligibility.of(here, vm.group()).runners()) {
            if (!other.technique().equals(technique) && isAlike(other.technique())) {
                all.add(new WhatIf("technique " + other.technique(), other.settings(), WhatIf.OVERHEAD));
            }
        }
        return all;
    }

    private boolean isAlike(String other) {
        TechniqueCosts costs = hypervisor().techniques().get(other);
        TechniqueCosts own = hypervisor().techniques().get(technique);
        return costs.nesting().isPresent() == own.nesting().isPresent()
                && costs.isolation().isPresent() == own.isolation().isPresent();
    }

    /** Half of an exit's number, which is the same as half of its price: it says how much the exit matters. */
    private Optional<WhatIf> halved(Cause reason) {
        List<String> settings = new ArrayList<>();
        for (Optional<String> name = Optional.of(technique); name.isPresent(); ) {
            TechniqueCosts costs = hypervisor().techniques().get(name.get());
            for (Map.Entry<Operation, List<TechniqueCosts.OperationCharge>> operation :
                    costs.operations().entrySet()) {
                if (operation.getValue().stream().anyMatch(charge -> charge.reason() == reason)) {
                    settings.add("hypervisor.techniques." + name.get() + ".operations."
                            + operation.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-') + "="
                            + operation.getValue().stream()
                                    .map(charge -> charge(charge, charge.reason() == reason ? 0.5 : 1))
                                    .collect(Collectors.joining(", ", "[", "]")));
                }
            }
            name = costs.fallsBackTo();
        }
        return settings.isEmpty()
                ? Optional.empty()
                : Optional.of(new WhatIf("half of all " + reason.label(), settings, Set.of(reason)));
    }

    private String charge(TechniqueCosts.OperationCharge charge, double part) {
        return "{charge: " + charge.reason().label()
                + ", cycles: "
                + assumed(Quantity.shortest(value(charge.cycles()), Dimension.CYCLES)
                        .text())
                + ", count: " + assumed(Double.toString(part * value(charge.count()))) + "}";
    }

    private static String assumed(String value) {
        return "{value: " + value + ", assumed: what if}";
    }

    private double value(Figure figure) {
        return figure.at(spec().figures());
    }

    /** Turns of another length, and a preset of each policy of the same family, such as those of Xen. */
    private void scheduler(List<WhatIf> all) {
        SchedulerDef scheduler = hypervisor().scheduler();
        Schedulers.create(scheduler.policy()).parameters().stream()
                .filter(parameter -> parameter.type() == Parameter.Type.TIME)
                .findFirst()
                .ifPresent(turn -> {
                    double ns = value(scheduler.numbers().get(turn.name()));
                    all.add(turn(turn, 2 * ns));
                    all.add(turn(turn, ns / 2));
                });
        here.library().names(Kinds.SCHEDULER).stream()
                .flatMap(name -> here.library().find(Kinds.SCHEDULER, name, new Problems()).stream())
                .filter(other -> family(other).equals(family(scheduler)) && !sameRules(other, scheduler))
                .collect(
                        Collectors.toMap(SchedulerDef::policy, other -> other, HypervisorLevers::plainer, TreeMap::new))
                .values()
                .forEach(other ->
                        all.add(scheduling("scheduler " + other.name(), "hypervisor.scheduler=" + other.name())));
    }

    /** Of two presets of a policy the one of the shorter name, which is of the plain policy; of equal ones the last. */
    private static SchedulerDef plainer(SchedulerDef one, SchedulerDef other) {
        int shorter = Integer.compare(other.name().length(), one.name().length());
        return shorter > 0 || shorter == 0 && one.name().compareTo(other.name()) > 0 ? one : other;
    }

    private static boolean sameRules(SchedulerDef one, SchedulerDef other) {
        return one.policy().equals(other.policy())
                && one.words().equals(other.words())
                && values(one).equals(values(other));
    }

    private static Map<String, Double> values(SchedulerDef scheduler) {
        return scheduler.numbers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }

    private static String family(SchedulerDef scheduler) {
        return scheduler.policy().split("-")[0];
    }

    private static WhatIf turn(Parameter turn, double ns) {
        String time = Quantity.shortest(ns, Dimension.TIME).text();
        return scheduling("scheduler " + turn.name() + " " + time, "hypervisor.scheduler." + turn.name() + "=" + time);
    }

    private static WhatIf scheduling(String label, String setting) {
        return WhatIf.of(
                label,
                setting,
                Cause.READY,
                Cause.COSTOP,
                Cause.CAPPED,
                Cause.SPIN,
                Cause.LOCK_WAIT,
                Cause.VCPU_SWITCH,
                Cause.BACK_END);
    }

    private void haltPolling(List<WhatIf> all) {
        hypervisor().haltPolling().ifPresent(polling -> {
            String twice = Quantity.shortest(2 * value(polling.maxNs()), Dimension.TIME)
                    .text();
            all.add(halts("no halt polling", "0 ns"));
            all.add(halts("halt polling up to " + twice, twice));
        });
    }

    private static WhatIf halts(String label, String max) {
        return WhatIf.of(label, "hypervisor.halt-polling.max=" + max, Cause.HLT, Cause.READY, Cause.APIC_ICR);
    }
}
