// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.hvsim.scenario.text.ScenarioException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What logs say of the model. Expected figures are worked out by hand; the library's trap-scale of Skylake-SP is 0.33. */
class CalibratorTest {
    private static final String REPORT_HEAD = """
            Analyze events for all VMs, all VCPUs:
                         VM-EXIT    Samples  Samples%     Time%    Min Time    Max Time         Avg time
            """;

    private static Calibration of(LogKind kind, String text) throws ScenarioException {
        return Logs.calibrator(kind, 2).of(Logs.of(text), Logs.LIBRARY);
    }

    private static void refused(LogKind kind, String text, String... words) {
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> of(kind, text))
                .satisfies(wrong -> assertThat(wrong.render()).contains(words));
    }

    @Test
    void everyLoopGivesThePartThatIsItsOwn() throws ScenarioException {
        Calibration found = of(LogKind.VMEXIT, """
                cr0 = 80010011
                vmcall 1516
                cpuid 9999
                outl_to_kernel 1330
                inl_from_kernel 1660
                inl_from_qemu 4960
                tscdeadline_immed 1990
                ipi 4168
                """);
        // vmcall: 1516.12 - 1564 x 0.33 = 1000 (1516 gives 999.9); then (1330 - 1000) / 0.33 = 1000, and so on;
        // the IPI's send is an exit and 1564 x 0.33: 1516, so its receipt is (4168 - 1516 - 1000) / 0.33
        assertThat(Logs.figures(found))
                .containsOnly(
                        entry("exit-round-trip", 999.9),
                        entry("operations.notify", 1000.0),
                        entry("operations.device-reg", 2000.0),
                        entry("operations.clock-read", 2000.0),
                        entry("user-hop", 10000.0),
                        entry("operations.timer-set", 3000.0),
                        entry("operations.irq-take", 5006.0));
        assertThat(found.kinds()).containsExactly("hosts", "hypervisors");
        assertThat(found.unread()).isEmpty();
    }

    @Test
    void aReadServedInTheKernelStandsInForAWriteThatWasNotMeasured() throws ScenarioException {
        Calibration found = of(LogKind.VMEXIT, "vmcall 1516\ninl_from_kernel 1660\n");
        assertThat(Logs.figures(found)).containsEntry("operations.notify", 2000.0);
    }

    @Test
    void everyFigureSaysLogHashToolAndClock() throws ScenarioException {
        MeasurementLog log = Logs.of("vmcall 1516\n");
        String library =
                Logs.calibrator(LogKind.VMEXIT, 2.5).of(log, Logs.LIBRARY).library();
        assertThat(log.sha256()).hasSize(64);
        assertThat(library)
                .contains("source: \"test.txt (sha256 " + log.sha256()
                        + "), log of the kvm-unit-tests vmexit: vmcall 1516 cycles\"")
                .contains("machine: \"the measured machine, clock 2.5 GHz, as given\"")
                .contains("extends: xeon-8160");
    }

    @Test
    void aClockThatNobodyGaveIsTheHostsAndSaysSo() throws ScenarioException {
        Calibration found = Logs.calibrator(LogKind.VMEXIT, 0).of(Logs.of("vmcall 1516\n"), Logs.LIBRARY);
        assertThat(found.assumedClock()).startsWith("2.1 GHz, assumed: that of xeon-8160");
        assertThat(found.library()).contains(found.assumedClock());
    }

    @Test
    void emulatedLoopsAreRefused() {
        refused(
                LogKind.VMEXIT,
                "noise\ncpuid 205\n",
                "test.txt:2:1: error: cpuid 205 cycles is no hardware exit",
                "TCG");
    }

    @Test
    void aLoopFasterThanTheExitsInItIsLeftOut() throws ScenarioException {
        Calibration found = of(LogKind.VMEXIT, "vmcall 1516\ninl_from_kernel 900\ntscdeadline_immed 10\n");
        assertThat(Logs.figures(found)).containsOnlyKeys("exit-round-trip");
        assertThat(found.remarks()).extracting(LogContent.Remark::line).containsExactly(1, 2);
    }

    @Test
    void meansOfExitsBecomeHandlersAndIdleTimeDoesNot() throws ScenarioException {
        Calibration found = of(LogKind.PERF_KVM_STAT, REPORT_HEAD + """
                           MSR_WRITE        520    60.05%     0.07%      0.74us     16.92us      1.65us ( +-   2.66% )
                                 HLT        179    20.67%    99.82%     64.53us  17159.69us  10123.40us ( +-   4.68% )
                  EXTERNAL_INTERRUPT         71     8.20%     0.07%      1.16us     79.63us     17.56us ( +-  31.00% )
                       EPT_VIOLATION          1     0.01%     0.07%      1.16us      1.16us      1.16us ( +-   0.00% )
                      IO_INSTRUCTION         71     8.20%     0.07%      1.16us     79.63us      5.05us ( +-   1.00% )
                       EPT_MISCONFIG         71     8.20%     0.07%      1.16us     79.63us    127.00us ( +-   1.00% )
                               CPUID         71     8.20%     0.07%      1.16us     79.63us      1.00us ( +-   1.00% )
                """);
        // 1650 ns x 2 GHz / 0.33; and the way to user space is 10,100 cycles less 5397 x 0.33 in the kernel
        assertThat(Logs.figures(found))
                .containsOnly(
                        entry("operations.timer-set", 10000.0),
                        entry("operations.ipi", 10000.0),
                        entry("interrupt-controllers.x2apic.ipi", 10000.0),
                        entry("user-hop", 25210.0));
        assertThat(found.remarks())
                .extracting(LogContent.Remark::text)
                .containsExactly(
                        "HLT: idle time, no cost",
                        "EXTERNAL_INTERRUPT: the mean is uncertain by 31 %",
                        "EPT_VIOLATION: one sample says too little",
                        "EPT_MISCONFIG: a mean of 127 us holds waits, such as for a pCPU, and not only a handler");
        assertThat(found.unused()).containsExactly("CPUID");
    }

    @Test
    void framesOfALiveViewAreSummed() throws ScenarioException {
        String frame = "12:00:00.000001\n" + REPORT_HEAD;
        Calibration found = of(
                LogKind.PERF_KVM_STAT,
                frame
                        + "  MSR_WRITE 100 60.05% 0.07% 0.74us 16.92us 1.00us ( +-   2.66% )\n\nTotal Samples:100, Total events\n"
                        + frame + "  MSR_WRITE 300 60.05% 0.07% 0.74us 16.92us 3.00us ( +-   2.66% )\n");
        assertThat(Logs.figures(found)).containsEntry("operations.ipi", 15150.0); // 2.5 us
    }

    @Test
    void rowsThatCannotBeReadAreNamedByLine() throws ScenarioException {
        Calibration found = of(
                LogKind.PERF_KVM_STAT,
                REPORT_HEAD
                        + "  MSR_WRITE 100 60.05% 0.07% 0.74us 16.92us 1.00us ( +-   2.66% )\n  MSR_READ lots of them\n");
        assertThat(found.unread()).containsExactly(new LogContent.Remark(3, "no row of exits"));
    }

    @Test
    void aLogOfAnotherKindIsToldByName() {
        refused(
                LogKind.VMEXIT,
                REPORT_HEAD,
                "test.txt:1:1: error: no log of the kvm-unit-tests vmexit: it looks like a report of perf kvm stat",
                "hvsim calibrate perf-kvm-stat test.txt");
        refused(LogKind.LMBENCH, "cpuid 1200\n", "it looks like a log of the kvm-unit-tests vmexit");
        refused(LogKind.PERF_STAT, "nothing of the sort\n", "it looks like no log that is known");
        refused(LogKind.PERF_KVM_STAT, "  MMIO Access    Samples  Samples%\n", "addresses in place of exit reasons");
    }

    @Test
    void aReportWithoutRowsIsRefused() {
        refused(
                LogKind.PERF_KVM_STAT,
                REPORT_HEAD + "\nTotal Samples:0\n",
                "the report of perf kvm stat holds no rows");
    }

    @Test
    void nativeRowsOfLmbenchAreCyclesOfActions() throws ScenarioException {
        Calibration found = Logs.calibrator(LogKind.LMBENCH, 0).of(Logs.of("""
                        [MHZ: 1100 MHz, 0.9 nanosec clock]
                        Simple syscall: 0.1000 microseconds
                        Simple read: 0.3000 microseconds
                        Simple write: 0.1000 microseconds
                        Protection fault: 0.0900 microseconds
                        "size=0k ovr=0.5
                        2 1.5
                        """), Logs.LIBRARY);
        // 100 ns x 1.1 GHz over the kernel-scale of 0.55
        assertThat(Logs.figures(found))
                .containsOnly(
                        entry("actions.null-call.cycles", 200.0),
                        entry("actions.null-io.cycles", 400.0),
                        entry("actions.switch-process.cycles", 3000.0));
        assertThat(found.remarks()).extracting(LogContent.Remark::line).containsExactly(4);
        assertThat(found.library()).contains("clock: 1.1 GHz").contains("1.1 GHz, as the log says");
    }

    @Test
    void forkIsSharedOutAsTheLibraryDoes() throws ScenarioException {
        // 100 pages of 993.4 and 662.3 and 21 copies of 2011.4 are 207,809.4 cycles; beside them 2 switches and 3 calls
        double cycles = 2 * 207_809.4 + 2 * 1430 + 3 * 176;
        Calibration found = Logs.calibrator(LogKind.LMBENCH, 1)
                .of(
                        Logs.of("[lmbench3.0 results for x]\nProcess fork+exit: " + cycles * 0.55 / 1000
                                + " microseconds\n"),
                        Logs.LIBRARY);
        assertThat(Logs.figures(found))
                .containsOnly(
                        entry("actions.fork.cycles-per-page", 1987.0),
                        entry("actions.exit.cycles-per-page", 1325.0),
                        entry("actions.cow-fault.cycles", 4023.0));
    }

    @Test
    void guestOverNativeGivesKappaByPath() throws ScenarioException {
        MeasurementLog metal = Logs.of("Simple syscall: 0.1 microseconds\nSimple stat: 1 microseconds\n"
                + "Select on 100 tcp fd's: 5 microseconds\n");
        MeasurementLog guest = Logs.of("Simple syscall: 0.2 microseconds\nSimple stat: 8 microseconds\n"
                + "Select on 100 tcp fd's: 15 microseconds\nProcess fork+exit: 100 microseconds\n");
        Calibration found = Logs.beside(LogKind.LMBENCH, metal).of(guest, Logs.LIBRARY);
        // the geometric mean of 2 and 8
        assertThat(Logs.figures(found)).containsOnly(entry("kappa.plain", 4.0), entry("kappa.indirect", 3.0));
        assertThat(found.unused()).containsExactly("fork");
        assertThat(found.kinds()).containsExactly("hypervisors");
    }

    @Test
    void guestCyclesOverNativeOnesGiveKappaAndDilation() throws ScenarioException {
        String head = " Performance counter stats for 'x':\n";
        Calibration found = Logs.beside(LogKind.PERF_STAT, Logs.of(head + "  1,000  cycles:u\n 500 cycles:k\n"))
                .of(
                        Logs.of(head + " 800 cpu_core/cycles/Gu\n 300 cpu_atom/cycles/Gu  # 3\n 600 cycles:Gk\n"),
                        Logs.LIBRARY);
        assertThat(Logs.figures(found))
                .containsOnly(
                        entry("dilation", 0.1),
                        entry("kappa.data", 1.2),
                        entry("kappa.plain", 1.2),
                        entry("kappa.indirect", 1.2));
    }

    @Test
    void countsOfAGuestAloneAreRefused() {
        refused(
                LogKind.PERF_STAT,
                " Performance counter stats for 'x':\n 600 cycles:G\n",
                "test.txt:2:1: error: counts of a guest alone change no figure",
                "--native");
    }

    @Test
    void tracedCallsAreAWorkloadAndTheCostOfAnOrdinaryCall() throws ScenarioException {
        Calibration found = of(LogKind.PERF_TRACE, """
                 Summary of events:
                   syscall            calls  errors  total       min       avg       max       stddev
                   --------------- --------  ------ -------- --------- --------- ---------     ------
                   openat                10      0     0.574     0.012     0.017     0.034      4.29%
                   close                 12      0     0.348     0.010     0.011     0.054     11.94%
                   futex                  5      0     9.000     0.014     1.800     3.014      0.00%
                """);
        // two closes are not of opened files: ordinary, like the futex; 11 us x 2 GHz over the kernel-scale of 0.55
        assertThat(Logs.figures(found))
                .containsOnly(
                        entry("program.0.work.do.open-close", 10.0),
                        entry("program.0.work.do.syscall", 7.0),
                        entry("actions.syscall.cycles", 40000.0));
        assertThat(found.kinds()).containsExactly("workloads", "guests");
    }

    @Test
    void anUnknownTechniqueIsToldWithThoseThereAre() {
        Calibrator calibrator = new Calibrator(
                LogKind.VMEXIT,
                "mine",
                Optional.empty(),
                Optional.empty(),
                Optional.of("vmi"),
                "linux-5.4",
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> calibrator.of(Logs.of("vmcall 1516\n"), Logs.LIBRARY))
                .satisfies(
                        wrong -> assertThat(wrong.render()).contains("kvm-5.6 has no technique 'vmi'", "virtual-apic"));
    }
}
