// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.load;

import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.text.Suggestions;
import java.util.List;
import java.util.Optional;

/** What cannot be for the load of a trace. */
final class TraceChecks {
    private static final double NS_PER_SECOND = 1e9;

    private TraceChecks() {}

    /** Reports what cannot be; looks only at what could be read. */
    static void check(Fields f) {
        Optional<LoadFiles> files = f.in().recall(LoadFiles.class);
        Optional<String> name = f.find(LoadType.FILE);
        if (name.isEmpty()) {
            return;
        }
        if (files.isEmpty()) {
            f.in().objection(
                            f.placeOfKey(LoadType.FILE),
                            "a trace belongs to a scenario file, beside which it lies",
                            "give the load in the scenario");
            return;
        }
        LoadFiles.Outcome outcome = files.get().find(name.get());
        if (outcome.file().isEmpty()) {
            f.in().objection(f.placeOf(LoadType.FILE), outcome.problem(), outcome.advice());
        }
        outcome.file().ifPresent(file -> {
            checkBurst(f, file);
            checkVm(f, file);
        });
    }

    /** The file that is named; empty when it cannot be had. */
    static Optional<LoadFile> file(Fields f) {
        return f.in().recall(LoadFiles.class)
                .flatMap(files ->
                        f.find(LoadType.FILE).flatMap(name -> files.find(name).file()));
    }

    private static void checkBurst(Fields f, LoadFile file) {
        if (file.isDemand() && !f.wrote(LoadType.BURST)) {
            f.in().problem(
                            f.in().keyPlace(f.node()),
                            "missing key 'burst'",
                            "averages do not say in what bursts the demand came; add an assumption such as burst: {mean: 20 ms,"
                                    + " cv: 1}");
        } else if (!file.isDemand() && f.wrote(LoadType.BURST)) {
            f.in().objection(
                            f.placeOfKey(LoadType.BURST),
                            "'" + file.name() + "' has arrivals, not demand",
                            "remove it");
        } else if (f.find(LoadType.BURST)
                .filter(burst -> !LoadType.isFinite(burst))
                .isPresent()) {
            f.in().problem(f.placeOf(LoadType.BURST), "bursts without a positive, finite mean", "");
        }
    }

    private static void checkVm(Fields f, LoadFile file) {
        Optional<String> vm = f.find(LoadType.VM);
        if (vm.isPresent() && !file.vms().contains(vm.get())) {
            f.in().objection(
                            f.placeOf(LoadType.VM),
                            "no VM '" + vm.get() + "' in '" + file.name() + "'",
                            Suggestions.shortAdvice(vm.get(), file.vms(), "VMs there"));
            return;
        }
        double start = f.find(LoadType.START).orElse(0.0) / NS_PER_SECOND;
        double end = (vm.isPresent() ? List.of(vm.get()) : file.vms())
                .stream().mapToDouble(each -> file.rows(each).end()).max().orElse(0);
        if (start > 0 && start >= end) {
            f.in().objection(f.placeOf(LoadType.START), "the series ends before", "it is " + end + " s long");
        }
    }
}
