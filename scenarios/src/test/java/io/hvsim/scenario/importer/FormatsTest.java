// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each format with its quirks, on traces of a few lines. */
class FormatsTest {
    private static final double NOTHING = Double.NaN;

    private static LoadRow.Demand row(
            double time, double duration, String vm, int vcpus, double demand, double ready, double coStop) {
        return new LoadRow.Demand(time, duration, vm, vcpus, demand, ready, coStop);
    }

    @Test
    void bitbrainsTimesAreSecondsWhateverTheHeadingSays() throws ImportException {
        Imports read = Imports.of("bitbrains", "a/7.csv", Formats.BITBRAINS);
        assertThat(read.rows())
                .containsExactly(
                        row(0, 300, "7", 4, 0.5, NOTHING, NOTHING), row(300, 300, "7", 4, 2, NOTHING, NOTHING));
        assertThat(read.skipped().first()).containsExactly("a/7.csv:4: 'x' is no number (CPU usage [%])");
    }

    @Test
    void bitbrainsTimesOfThirteenDigitsAreMilliseconds() throws ImportException {
        String text = Formats.BITBRAINS.replace("1376315146", "1376315146000").replace("1376314846", "1376314846000");
        assertThat(Imports.of("bitbrains", "7.csv", text).rows().get(1).time()).isEqualTo(300);
    }

    @Test
    void aPlanetLabLineThatCannotBeReadStillTakesFiveMinutes() throws ImportException {
        Imports read = Imports.of("planetlab", "node", "10\n20\n".repeat(30) + "x\n40\n");
        assertThat(read.rows()).hasSize(61);
        assertThat(read.rows().get(60)).isEqualTo(row(61 * 300, 300, "node", 1, 0.4, NOTHING, NOTHING));
        assertThat(read.skipped().count()).isEqualTo(1);
    }

    @Test
    void azureReadingsAreSharesOfTheVcpusThatTheSettingsGive() throws ImportException {
        Imports read = Imports.of("azure", Formats.trace(Formats.AZURE), new ImportSettings(0, 4));
        assertThat(read.rows())
                .containsExactly(
                        row(0, 300, "aa", 4, 0.5, NOTHING, NOTHING),
                        row(0, 300, "bb", 4, 1, NOTHING, NOTHING),
                        row(300, 300, "aa", 4, 4, NOTHING, NOTHING));
    }

    @Test
    void anAzureVmDemandsItsMeanUseFromItsCreationToItsEnd() throws ImportException {
        Imports read = Imports.of("azure", "vmtable.csv", Formats.AZURE_VMS);
        assertThat(read.rows())
                .containsExactly(
                        row(0, 600, "aa", 8, 2, NOTHING, NOTHING), row(300, 900, "bb", 24, 12, NOTHING, NOTHING));
        assertThat(read.skipped().first()).containsExactly("vmtable.csv:3: deleted no later than created");
    }

    @Test
    void aJobBecomesATaskForEachOfItsProcessors() throws ImportException {
        Imports read = Imports.of("swf", "jobs.swf", Formats.SWF);
        assertThat(read.rows())
                .containsExactly(
                        new LoadRow.Arrivals(0, 0, "jobs", 16, 100),
                        new LoadRow.Arrivals(50, 0, "jobs", 2, 40),
                        new LoadRow.Arrivals(60, 0, "jobs", 1, 7));
        assertThat(read.skipped().first()).containsExactly("jobs.swf:6: the job used no time");
    }

    @Test
    void vmstatLosesTheAverageSinceBootAndRepeatedHeadings() throws ImportException {
        Imports read = Imports.of("vmstat", Formats.trace(Formats.VMSTAT), new ImportSettings(2, 4));
        assertThat(read.rows()).hasSize(2);
        assertThat(read.demand(0).demand()).isCloseTo(4 * 0.79, within(1e-12));
        assertThat(read.demand(0).ready()).isCloseTo(0.01, within(1e-12));
        assertThat(read.demand(1).time()).isEqualTo(2);
        assertThat(read.demand(1).demand()).isCloseTo(4 * 0.25, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-d", "-p", "-j"})
    void everyFormOfSadfGivesTheSameRows(String form) throws ImportException {
        String text = switch (form) {
            case "-d" -> Formats.SADF_D;
            case "-p" -> Formats.SADF_P;
            default -> Formats.SADF_J;
        };
        Imports read = Imports.of("sadf", "cpu.csv", text);
        assertThat(read.rows()).hasSize(2);
        assertThat(read.demand(0).vm()).isEqualTo("guest");
        assertThat(read.demand(0).vcpus()).isEqualTo(2);
        assertThat(read.demand(0).duration()).isEqualTo(10);
        assertThat(read.demand(0).demand()).isCloseTo(2 * 0.6, within(1e-12));
        assertThat(read.demand(0).ready()).isCloseTo(0.05, within(1e-12));
        assertThat(read.demand(1).time()).isEqualTo(10);
        assertThat(read.demand(1).demand()).isCloseTo(2 * 0.1, within(1e-12));
        assertThat(read.skipped().count()).isZero();
    }

    @Test
    void jsonThatBreaksOffKeepsWhatCameBefore() throws ImportException {
        String broken = Formats.SADF_J.substring(0, Formats.SADF_J.lastIndexOf("\"idle\": 85"));
        Imports read = Imports.of("sadf", "cpu.json", broken);
        assertThat(read.rows()).hasSize(1);
        assertThat(read.skipped().count()).isEqualTo(1);
        assertThat(read.skipped().first().get(0)).startsWith("cpu.json:").contains("no JSON from here on");
    }

    @Test
    void esxtopKeepsTheWorldsThatAreVcpusAndDividesReadyByTheirNumber() throws ImportException {
        Imports read = Imports.of("esxtop", "esx.csv", Formats.ESXTOP);
        assertThat(read.rows()).hasSize(4);
        assertThat(read.demand(0)).isEqualTo(row(0, 5, "db (old): a", 2, 1.5, 0.09375, 0.02));
        assertThat(read.demand(1)).isEqualTo(row(0, 5, "web", 1, 0.25, 0.01, 0));
        assertThat(read.demand(2).time()).isEqualTo(5);
        assertThat(read.skipped().count()).isZero();
    }

    @Test
    void esxtopSaysWhichVmOfWhichSampleCannotBeRead() throws ImportException {
        Imports read = Imports.of("esxtop", "esx.csv", Formats.ESXTOP.replaceFirst("\"25.00\"", "\"-\""));
        assertThat(read.rows()).hasSize(3);
        assertThat(read.skipped().first()).containsExactly("esx.csv:3: '-' is no number (% Run of web)");
    }

    @Test
    void virtTopRowsGoOnWithEveryGuestAndPastMidnight() throws ImportException {
        Imports read = Imports.of("virt-top", "top.csv", Formats.VIRT_TOP);
        assertThat(read.rows())
                .containsExactly(
                        row(0, 4, "one", 0, 0.25 * 16, NOTHING, NOTHING),
                        row(0, 4, "two", 0, 0.5 * 16, NOTHING, NOTHING));
    }

    @Test
    void xentopNamesMayHoldBlanksAndNoLimitIsOneCell() throws ImportException {
        Imports read = Imports.of("xentop", "xen.txt", Formats.XENTOP);
        assertThat(read.rows())
                .containsExactly(
                        row(0, 3, "Domain-0", 8, 0.125, NOTHING, NOTHING),
                        row(0, 3, "my guest", 2, 1.5, NOTHING, NOTHING));
    }

    @Test
    void aTableOfOnesOwnMayHaveItsColumnsInAnyOrder() throws ImportException {
        Imports read = Imports.of("csv", "own.csv", "# mine\nvm,demand,note,time,duration\n\"a, b\",0.5,x,0,60\n");
        assertThat(read.rows()).containsExactly(row(0, 60, "a, b", 0, 0.5, NOTHING, NOTHING));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "BITBRAINS, vmstat, try hvsim import bitbrains file",
        "SADF_D, bitbrains, try hvsim import sadf file",
        "SADF_J, esxtop, try hvsim import sadf file",
        "ESXTOP, azure, try hvsim import esxtop file",
        "SWF, planetlab, try hvsim import swf file",
        "AZURE, csv, try hvsim import azure file",
        "XENTOP, swf, try hvsim import xentop file",
        "KVM_STAT, sadf, it looks like a report of perf kvm stat",
        "SAR, sadf, it looks like text of sar",
    })
    void aTraceOfAnotherKindIsRefusedByTheNameOfItsOwn(String text, String kind, String expected) {
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> Imports.of(kind, Formats.trace(Formats.byName(text)), Imports.PLAIN))
                .withMessageContaining("file:1: this is no trace of the kind '" + kind + "'")
                .withMessageContaining(expected);
    }

    @Test
    void oneSampleOfXentopHoldsNoUse() {
        String one = Formats.XENTOP.substring(0, Formats.XENTOP.indexOf("NAME", 10));
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> Imports.of("xentop", "xen.txt", one))
                .withMessage("xen.txt holds no load: use is known from the second sample on, and there is none");
    }

    @Test
    void anUnknownKindIsAnsweredWithTheKindsThereAre() {
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> Imports.of("esxtp", "x", ""))
                .withMessageContaining("unknown kind of trace 'esxtp'")
                .withMessageContaining("esxtop");
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty() {
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> Imports.of("swf", "x", ""))
                .withMessageContaining("the file is empty");
    }

    @Test
    void aColumnThatIsThereTwiceCountsOnce() throws ImportException {
        String doubled = Formats.ESXTOP.lines().map(line -> line + line + "\n").collect(Collectors.joining());
        assertThat(Imports.of("esxtop", "batch.csv", doubled).rows())
                .isEqualTo(Imports.of("esxtop", "batch.csv", Formats.ESXTOP).rows());
    }

    @Test
    void readyOfAGroupAboveThatOfItsVcpusAsksForTheirNumber() throws ImportException {
        String text = """
                "(PDH-CSV 4.0) (UTC)(0)","\\\\esx\\Group Cpu(7:db)\\% Run","\\\\esx\\Group Cpu(7:db)\\% Ready"
                "04/26/2018 14:06:27","10","10"
                "04/26/2018 14:06:32","200","240"
                """;
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> Imports.of("esxtop", "batch.csv", text))
                .withMessageContaining("above 100 % of 1 vCPUs: give their number with --vcpus");
        Imports read = Imports.of("esxtop", Formats.trace(text), new ImportSettings(0, 4));
        assertThat(read.demand(0).ready()).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void rowsThatBeginBeforeTheLastOfTheirVmHasEndedAreLeftOut() throws ImportException {
        Imports twice =
                Imports.of("azure", "readings.csv", Formats.AZURE + "300,aa,1,1,50\n450,aa,1,1,50\n600,aa,1,1,50\n");
        assertThat(twice.rows()).hasSize(4);
        assertThat(twice.skipped().first())
                .containsExactly(
                        "readings.csv:4: begins before the last row of 'aa' has ended",
                        "readings.csv:5: begins before the last row of 'aa' has ended");
        Imports jobs = Imports.of("swf", "jobs.swf", Formats.SWF.replace(" 1050 ", " 1065 "));
        assertThat(jobs.rows()).hasSize(2);
    }

    @Test
    void samplesOfSarThatRoundingMadeOverlapFollowEachOther() throws ImportException {
        String text = Formats.SADF_D.replace("guest;10;2026-01-02 03:04:20", "guest;11;2026-01-02 03:04:20");
        Imports read = Imports.of("sadf", "cpu.csv", text);
        assertThat(read.rows()).hasSize(2);
        assertThat(read.demand(1).time()).isEqualTo(10);
        assertThat(read.demand(1).duration()).isEqualTo(10);
        String early = Formats.SADF_D.replace("guest;10;2026-01-02 03:04:20", "guest;12;2026-01-02 03:04:20");
        assertThat(Imports.of("sadf", "cpu.csv", early).skipped().first())
                .containsExactly("cpu.csv:10: begins before the last row of 'guest' has ended");
    }

    @Test
    void sharesThatAreMoreThanTheWholeTogetherAreNoUse() throws ImportException {
        String text = Formats.VMSTAT.replace(" 18  2  1", " 90 20  9");
        Imports read = Imports.of("vmstat", "vm.txt", text);
        assertThat(read.skipped().first()).containsExactly("vm.txt:4: id, wa and st are above 100 % together");
        Imports cpu = Imports.of("sadf", "cpu.csv", Formats.SADF_D.replace("5.00;0.00;85.00", "95.00;0.00;85.00"));
        assertThat(cpu.skipped().first().get(0)).contains("above 100 % together");
    }

    @Test
    void aDomainUsesNoMoreThanItsVcpus() throws ImportException {
        Imports read = Imports.of("xentop", "x.txt", Formats.XENTOP.replace("150.0", "250.0"));
        assertThat(read.skipped().first()).containsExactly("x.txt:6: CPU(%) above 100 % of 2 vCPUs");
    }

    @Test
    void aNameWithALineBreakIsNoName() {
        String text = Formats.SADF_J.replace("\"guest\"", "\"gu\\nest\"");
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> Imports.of("sadf", "cpu.json", text))
                .withMessageContaining("'gu est' is no name of a VM");
    }

    @Test
    void aHexadecimalNumberIsNone() throws ImportException {
        Imports read = Imports.of("bitbrains", "a.csv", Formats.BITBRAINS.replace("\t12.5;", "\t0x1p3;"));
        assertThat(read.skipped().first().get(0)).isEqualTo("a.csv:2: '0x1p3' is no number (CPU usage [%])");
    }

    @Test
    void aTableWithAHeadingTwiceIsRefused() {
        String text = Formats.PLAIN.replace("ready,co-stop", "demand,co-stop");
        assertThatExceptionOfType(ImportException.class).isThrownBy(() -> Imports.of("csv", "load.csv", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void textThatSaysThatItIsUtf16IsReadAsThat(String charset) throws ImportException {
        byte[] bytes = ("\uFEFF" + Formats.VMSTAT).getBytes(Charset.forName(charset));
        Imports read = Imports.of("vmstat", new Trace("vm", () -> new ByteArrayInputStream(bytes)), Imports.PLAIN);
        assertThat(read.rows()).hasSize(2);
    }
}
