// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.calibration.LogContent.Run;
import io.hvsim.scenario.draft.FigureText;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * From the same work in a guest and on bare metal to the factors of a technique. Of lmbench, rows that only enter the kernel
 * and leave it give the slow-down of the kernel code of their path (kappa), as the geometric mean of their ratios. Of {@code
 * perf stat}, guest cycles over native ones give kappa in the kernel and dilation in user mode.
 */
final class FactorCalibration {
    private final Findings findings;
    private final Run inGuest;
    private final Run onMetal;

    FactorCalibration(Findings findings, Run inGuest, Run onMetal) {
        this.findings = findings;
        this.inGuest = inGuest;
        this.onMetal = onMetal;
    }

    void lmbench() {
        Map<KernelPath, List<Double>> ratios = new EnumMap<>(KernelPath.class);
        Map<KernelPath, Row> rows = new EnumMap<>(KernelPath.class);
        findings.suite().ofKernel(false);
        for (Row row : inGuest.rows()) {
            onMetal.row(row.name())
                    .filter(each -> each.value() > 0)
                    .ifPresent(
                            each -> KernelCalibration.addPoint(findings.suite(), row, OptionalDouble.of(each.value())));
            Optional<KernelPath> path = KernelCalibration.path(findings.base(), row.name());
            if (path.isPresent() && chargesEntry()) {
                findings.remark(row, "the technique charges entering the kernel by itself, so that no kappa follows");
                continue;
            }
            Optional<Row> metal = onMetal.row(row.name()).filter(each -> each.value() > 0);
            if (path.isPresent() && metal.isPresent() && row.value() > 0) {
                ratios.computeIfAbsent(path.get(), any -> new ArrayList<>())
                        .add(row.value() / metal.get().value());
                rows.putIfAbsent(path.get(), row);
            } else {
                findings.unused(row);
            }
        }
        ratios.forEach((path, each) -> kappa(
                path,
                geometricMean(each),
                rows.get(path),
                each.size() + " rows in the guest over those on bare metal, from "
                        + rows.get(path).name() + " on"));
    }

    private boolean chargesEntry() {
        return Stream.of(Operation.KERNEL_ENTRY_EXIT, Operation.IF_CHANGE)
                .anyMatch(each -> !findings.base()
                        .technique()
                        .operations()
                        .getOrDefault(each, List.of())
                        .isEmpty());
    }

    private static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(0));
    }

    private void kappa(KernelPath path, double factor, Row row, String measured) {
        put(findings.figure(FigureText.number(factor), measured, ""), "kappa", ChoiceType.word(path));
        Figure before = findings.base().technique().kappa().get(path);
        findings.changed("kappa." + ChoiceType.word(path), before == null ? 1 : before.value(), factor, "", row);
    }

    void counters() throws ScenarioException {
        Row user = needed(inGuest, "cycles:Gu", "cycles:uG");
        Row kernel = needed(inGuest, "cycles:Gk", "cycles:kG");
        Row nativeUser = needed(onMetal, "cycles:u", "cycles:Hu", "cycles:uH");
        Row nativeKernel = needed(onMetal, "cycles:k", "cycles:Hk", "cycles:kH");
        if (!(nativeUser.value() > 0) || !(nativeKernel.value() > 0)) {
            throw findings.refused(user, "no cycles at all on bare metal", "count a longer run");
        }
        double slower = kernel.value() / nativeKernel.value();
        String kernelWords = quotient(kernel, nativeKernel);
        for (KernelPath path : KernelPath.values()) {
            kappa(path, slower, kernel, kernelWords);
        }
        double dilation = user.value() / nativeUser.value() - 1;
        if (dilation < 0) {
            findings.remark(user, "fewer cycles in the guest's user mode than on bare metal: no dilation follows");
            return;
        }
        put(findings.figure(FigureText.number(dilation), quotient(user, nativeUser), "less 1"), "dilation");
        findings.changed("dilation", findings.base().technique().dilation().value(), dilation, "", user);
    }

    private static String quotient(Row guest, Row metal) {
        return guest.name() + " " + FigureText.number(guest.value()) + " over " + metal.name() + " "
                + FigureText.number(metal.value()) + " on bare metal";
    }

    private Row needed(Run run, String... names) throws ScenarioException {
        for (String name : names) {
            Optional<Row> row = run.row(name);
            if (row.isPresent()) {
                return row.get();
            }
        }
        throw findings.refused(
                inGuest.rows().get(0),
                (run == inGuest ? "the guest's" : "the native") + " count has no " + names[0],
                "count the same work on both: perf stat -e cycles:Gu,cycles:Gk on the host of the guest, and -e cycles:u,cycles:k on bare metal");
    }

    private void put(YamlNode value, String... path) {
        String[] whole = new String[path.length + 2];
        whole[0] = "techniques";
        whole[1] = findings.base().technique().name();
        System.arraycopy(path, 0, whole, 2, path.length);
        findings.put(Kinds.HYPERVISOR, findings.base().hypervisor().name(), value, whole);
    }
}
