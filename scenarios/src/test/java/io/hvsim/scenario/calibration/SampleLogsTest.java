// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hvsim.scenario.text.ScenarioException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of real machines, where they are at hand: what each says, or why it says nothing. */
class SampleLogsTest {
    private static final Path SAMPLES = Path.of("../../shared/data/traces");

    private static MeasurementLog sample(String file) throws ScenarioException {
        assumeTrue(Files.isDirectory(SAMPLES), "the samples are not here");
        return MeasurementLog.read(SAMPLES.resolve(file));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "VMEXIT, kvm-unit-tests-vmexit/x86-nested-vmx-before.txt, exit-round-trip, 14400, 0",
        "VMEXIT, kvm-unit-tests-vmexit/x86-nested-vmx-before.txt, operations.notify, 2370, 0",
        "VMEXIT, kvm-unit-tests-vmexit/x86-nested-vmx-after.txt, exit-round-trip, 12670, 0",
        "VMEXIT, kvm-unit-tests-vmexit/x86-nested-vmx-after.txt, user-hop, 94870, 0",
        "VMEXIT, kvm-unit-tests-vmexit/x86-sapphire-rapids-spec-ctrl-same.txt, operations.timer-set, 7506, 0",
        "VMEXIT, kvm-unit-tests-vmexit/x86-sapphire-rapids-spec-ctrl-toggled.txt, operations.timer-set, 9703, 0",
        "VMEXIT, kvm-unit-tests-vmexit/x86-skylake-server-vmcall-before.txt, exit-round-trip, 1043, 0",
        "VMEXIT, kvm-unit-tests-vmexit/x86-skylake-server-vmcall-after.txt, exit-round-trip, 1023, 0",
        "MICRO_BENCH, kvm-unit-tests-vmexit/arm64-micro-bench-gicv3-server.txt, exit-round-trip, 488, 0",
        "MICRO_BENCH, kvm-unit-tests-vmexit/arm64-micro-bench-gicv3-server.txt, operations.irq-take, 2689, 0",
        "MICRO_BENCH, kvm-unit-tests-vmexit/arm64-micro-bench-4.5us-hvc-truncated.txt, user-hop, 39370, 1",
        "PERF_KVM_STAT, perf-kvm-stat/arm64-one-vcpu-report.txt, operations.ipi, 10380, 0",
        "PERF_KVM_STAT, perf-kvm-stat/arm64-report.txt, operations.ipi, 19710, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-linux-report.txt, operations.timer-set, 16670, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-linux-report.txt, operations.notify, 51480, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-report-wide.txt, operations.ipi, 7127, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-windows-hyperv-stimer-mailwrapped.txt, operations.irq-take, 14890, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-windows-hyperv-stimer-mailwrapped.txt, operations.ipi, 9927, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-windows-hyperv-synthetic-apic-msr.txt, operations.ipi, 8018, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-windows-hypervisor-bit-off.txt, user-hop, 49270, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-windows-no-hyperv.txt, interrupt-controllers.xapic.ipi, 9036, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-windows10-hpet-off-live.txt, user-hop, 81340, 0",
        "PERF_KVM_STAT, perf-kvm-stat/x86-vmx-windows10-hpet-on-live.txt, operations.irq-take, 39450, 0",
        "LMBENCH, lmbench/lmbench3-raw-results-linux-6.14.txt, actions.null-call.cycles, 1173, 0",
        "LMBENCH, lmbench/lmbench3-raw-results-linux-6.14.txt, actions.switch-process.cycles, 30610, 0",
        "LMBENCH, lmbench/lmbench3-summary-fedora-5.15.txt, actions.select-tcp.cycles, 21420, 0",
        "PERF_TRACE, perf-trace/perf-trace-s-ls.txt, actions.syscall.cycles, 70170, 0",
        "PERF_TRACE, perf-trace/perf-trace-s-ls.txt, program.0.work.do.open-close, 34, 0",
        "PERF_TRACE, perf-trace/perf-trace-summary-total.txt, program.0.work.do.syscall, 816, 0",
    })
    void logsGiveTheFiguresThatFollow(LogKind kind, String file, String figure, double expected, int unread)
            throws ScenarioException {
        Calibration found = Logs.calibrator(kind, 0).of(sample(file), Logs.LIBRARY);
        assertThat(Logs.figures(found)).containsEntry(figure, expected);
        assertThat(found.unread()).hasSize(unread);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "VMEXIT|kvm-unit-tests-vmexit/x86-vmexit-qemu-tcg-full-log.txt|cpuid 205 cycles is no hardware exit",
                "PERF_KVM_STAT|perf-kvm-stat/arm64-empty-report.txt|holds no rows",
                "PERF_KVM_STAT|perf-kvm-stat/bpf-vmexit-time-nested.txt|exits of L1 and L2 counted by a BPF tool",
                "PERF_KVM_STAT|perf-kvm-stat/x86-vmx-linux-live.txt|MSR_WRITE: the mean is uncertain by 80.72 %, and 3 more",
                "PERF_KVM_STAT|perf-kvm-stat/x86-vmx-pid-live-wide.txt|no figure of the model follows: MSR_WRITE: a mean of 119.4 us holds waits",
                "LMBENCH|lmbench/lmbench3-summary-linux-2.4-vs-2.6.txt|the log holds 3 runs",
                "PERF_STAT|perf-stat/perf-stat-guest-modifier-hybrid.txt|counts of a guest alone",
                "PERF_STAT|perf-stat/perf-stat-ls-R-no-pmu.txt|this count has no cycles",
                "PERF_STAT|perf-stat/perf-stat-x-comma.csv|this count has no cycles",
                "PERF_STAT|sysstat/sar-cpu.sadf-d.csv|no count of perf stat",
            })
    void otherLogsAreRefusedWithTheReason(LogKind kind, String file, String reason) throws ScenarioException {
        MeasurementLog log = sample(file);
        String message = "";
        try {
            Logs.calibrator(kind, 0).of(log, Logs.LIBRARY);
        } catch (ScenarioException refused) {
            message = refused.render();
        }
        assertThat(message).contains(reason);
    }

    @ParameterizedTest(name = "run {0} over run {1}")
    @CsvSource({"3, 2, 0.7663, 1.756"})
    void runsOfASummaryCanStandSideBySide(int guest, int metal, double plain, double indirect)
            throws ScenarioException {
        MeasurementLog log = sample("lmbench/lmbench3-summary-linux-2.4-vs-2.6.txt");
        Calibration found = Logs.beside(LogKind.LMBENCH, log, guest, metal).of(log, Logs.LIBRARY);
        assertThat(Logs.figures(found)).containsEntry("kappa.plain", plain).containsEntry("kappa.indirect", indirect);
    }
}
