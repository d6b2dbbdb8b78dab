// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.model.technique.Technique;
import io.hvsim.scenario.calibration.LogContent.Run;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads a log and finds what it says of the model.
 *
 * @param kind which tool wrote it
 * @param name of the definitions that are written
 * @param host what they extend, by name; empty for one of the log's architecture
 * @param hypervisor the same
 * @param technique what the measured guest ran under; empty for the first that the hypervisor prefers, the host's CPU can and
 *     the guest need not know of
 * @param guest what a written guest extends
 * @param givenHz clock of the measured machine; empty when not known
 * @param run which of the runs in the log, from 1; empty when there is but one
 * @param onMetal the same work on bare metal; empty when the log stands alone
 * @param metalRun which of the runs there
 */
public record Calibrator(
        LogKind kind,
        String name,
        Optional<String> host,
        Optional<String> hypervisor,
        Optional<String> technique,
        String guest,
        OptionalDouble givenHz,
        Optional<Integer> run,
        Optional<MeasurementLog> onMetal,
        Optional<Integer> metalRun) {

    /**
     * What the log says, beside the definitions of a library.
     *
     * @throws ScenarioException when it says nothing, is of another kind, or the library lacks a name
     */
    public Calibration of(MeasurementLog log, Library library) throws ScenarioException {
        LogContent content = kind.read(log);
        Run chosen = chosen(log, content, run, "--run");
        Base base = base(log, chosen, library);
        Findings findings = new Findings(name, log, kind, base, Clock.of(base, chosen));
        switch (kind) {
            case VMEXIT -> TestCalibration.find(findings, chosen, ExitTest.VMEXIT, false);
            case MICRO_BENCH -> TestCalibration.find(findings, chosen, ExitTest.MICRO_BENCH, true);
            case PERF_KVM_STAT -> ReportCalibration.find(findings, chosen);
            case PERF_TRACE -> CallCalibration.find(findings, chosen);
            case LMBENCH -> lmbench(findings, chosen);
            case PERF_STAT -> counters(log, findings, chosen);
        }
        return findings.done(content, "measure for longer; hvsim calibrate --help says what each kind gives");
    }

    private void lmbench(Findings findings, Run chosen) throws ScenarioException {
        if (onMetal.isEmpty()) {
            KernelCalibration.find(findings, chosen);
        } else {
            new FactorCalibration(findings, chosen, metal()).lmbench();
        }
    }

    private void counters(MeasurementLog log, Findings findings, Run chosen) throws ScenarioException {
        if (onMetal.isEmpty()) {
            throw log.problem(
                    chosen.rows().get(0).line(),
                    "counts of a guest alone change no figure of the model: a factor takes the same work on bare metal"
                            + (chosen.rows().stream().anyMatch(row -> row.name().startsWith("cycles"))
                                    ? ""
                                    : ", and this count has no cycles"),
                    "count cycles:Gu and cycles:Gk of the guest, cycles:u and cycles:k on bare metal, and give the"
                            + " latter with --native");
        }
        new FactorCalibration(findings, chosen, metal()).counters();
    }

    private Run metal() throws ScenarioException {
        return chosen(onMetal.orElseThrow(), kind.read(onMetal.orElseThrow()), metalRun, "--native-run");
    }

    private static Run chosen(MeasurementLog log, LogContent content, Optional<Integer> number, String option)
            throws ScenarioException {
        List<Run> runs = content.runs();
        if (number.isEmpty() && runs.size() == 1) {
            return runs.get(0);
        }
        if (number.isPresent() && number.get() >= 1 && number.get() <= runs.size()) {
            return runs.get(number.get() - 1);
        }
        String list = IntStream.range(0, runs.size())
                .mapToObj(i -> (i + 1) + " (" + runs.get(i).label() + ")")
                .collect(Collectors.joining(", "));
        throw log.problem(
                runs.get(0).rows().get(0).line(),
                number.isEmpty() ? "the log holds " + runs.size() + " runs" : "there is no run " + number.get(),
                "choose one with " + option + ": " + list);
    }

    private Base base(MeasurementLog log, Run chosen, Library library) throws ScenarioException {
        boolean arm = kind == LogKind.MICRO_BENCH || kind == LogKind.PERF_KVM_STAT && ReportCalibration.isArm(chosen);
        HostDef hostDef = library.get(Kinds.HOST, host.orElse(arm ? "neoverse-n1" : "xeon-8160"));
        HypervisorDef hypervisorDef =
                library.get(Kinds.HYPERVISOR, hypervisor.orElse(arm ? "kvm-arm-5.17" : "kvm-5.6"));
        return new Base(
                hostDef,
                hypervisorDef,
                technique(log, hypervisorDef, hostDef.cpu()),
                library.get(Kinds.GUEST, guest),
                givenHz);
    }

    private TechniqueCosts technique(MeasurementLog log, HypervisorDef hypervisorDef, CpuDef cpu)
            throws ScenarioException {
        List<String> names = technique.isPresent() ? List.of(technique.get()) : hypervisorDef.prefers();
        return names.stream()
                .map(hypervisorDef.techniques()::get)
                .filter(costs -> costs != null && (technique.isPresent() || isPlain(costs, cpu)))
                .findFirst()
                .orElseThrow(() -> log.problem(
                        0,
                        technique
                                .map(each -> hypervisorDef.name() + " has no technique '" + each + "'")
                                .orElse(hypervisorDef.name() + " has no hardware-assisted technique for " + cpu.name()),
                        "techniques are "
                                + String.join(", ", hypervisorDef.techniques().keySet())));
    }

    private static boolean isPlain(TechniqueCosts costs, CpuDef cpu) {
        List<List<String>> needed = costs.definition().needs().cpuFeatures();
        return costs.definition().technique().cpu() == Technique.CpuChoice.HARDWARE_ASSIST
                && costs.definition().needs().guestInterface().isEmpty()
                && (needed.isEmpty() || needed.stream().anyMatch(cpu.features()::containsAll));
    }
}
