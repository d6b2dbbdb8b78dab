// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real samples, where they are at hand beside the project; sums were taken from the files by other means. */
class SamplesTest {
    private static final Path FOLDER = Path.of("../../shared/data/traces");

    private static Path sample(String path) {
        Path file = FOLDER.resolve(path);
        assumeTrue(Files.exists(file), () -> file + " is not here");
        return file;
    }

    private static Imports read(String kind, String path) throws ImportException {
        return Imports.of(kind, Trace.of(sample(path)), Imports.PLAIN);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "bitbrains, bitbrains-gwa-t-12/faststorage-vm-7days.csv, 2016, 6.328599, 0",
        "bitbrains, bitbrains-gwa-t-12/rnd-2013-7-vm1-6days.csv, 1728, 237.107229, 0",
        "bitbrains, bitbrains-gwa-t-12/rnd-2013-7-vm142-4days.csv, 1152, 59.370381, 0",
        "planetlab, planetlab/20110303/146-179_surfsnel_dsl_internl_net_root, 288, 56.83, 0",
        "azure, azure-2019/vm_cpu_readings-file-1-of-125.csv, 100, 7.54572204, 0",
        "vmstat, sysstat/vmstat-1s.txt, 29, 27.49, 0",
        "sadf, sysstat/sar-cpu.sadf-d.csv, 40, 67.4594, 0",
        "sadf, sysstat/sar-cpu.sadf-p.tsv, 40, 33.7297, 0",
        "sadf, sysstat/sar-cpu-mem-disk.sadf-j.json, 40, 67.4594, 0",
        "esxtop, esxtop/esxtop-batch-tiny.csv, 4, 0.0468, 0",
        "virt-top, virt-top/virt-top-1-guest.csv, 1, 0, 0",
        "virt-top, virt-top/virt-top-3-guests.csv, 3, 0.4767229209, 0",
    })
    void demandOfTheSamples(String kind, String path, int rows, double sum, int skipped) throws ImportException {
        Imports read = read(kind, path);
        assertThat(read.rows()).hasSize(rows);
        assertThat(read.sum()).isCloseTo(sum, within(5e-7));
        assertThat(read.skipped().count()).isEqualTo(skipped);
    }

    @Test
    void everyPlanetLabFileHas288Rows() throws ImportException, IOException {
        try (Stream<Path> files = Files.walk(sample("planetlab"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSize(18);
            for (Path file : all) {
                Imports read = Imports.of("planetlab", Trace.of(file), Imports.PLAIN);
                assertThat(read.rows()).as(file.toString()).hasSize(288);
                assertThat(read.demand(287).time()).isEqualTo(287 * 300.0);
            }
        }
    }

    @Test
    void azureVmsHaveTheirLivesAndCores() throws ImportException {
        Imports read = read("azure", "azure-2019/vmtable.csv");
        assertThat(read.rows()).hasSize(10);
        assertThat(read.demand(3).vcpus()).isEqualTo(8);
        assertThat(read.demand(3).demand()).isCloseTo(8 * 0.162876105408034, within(1e-12));
        assertThat(read.demand(9).time()).isZero();
        assertThat(read.demand(9).duration()).isEqualTo(2_591_700);
    }

    @Test
    void jobsOfTheNasaIpscWithoutThoseThatUsedNoTime() throws ImportException {
        Imports read = read("swf", "swf/nasa-ipsc-1993-3.1-cln-first-1500-jobs.swf");
        assertThat(read.rows()).hasSize(1486);
        assertThat(read.skipped().count()).isEqualTo(12);
        double cpuSeconds = read.rows().stream()
                .map(LoadRow.Arrivals.class::cast)
                .mapToDouble(job -> job.arrivals() * job.work())
                .sum();
        assertThat(cpuSeconds).isEqualTo(39_695_127);
    }

    @Test
    void jobsOfTheCtcSp2TakeTheirMeanCpuTime() throws ImportException {
        Imports read = read("swf", "swf/ctc-sp2-1996-excerpt.swf");
        assertThat(read.rows()).hasSize(5);
        assertThat(read.rows().get(0)).isEqualTo(new LoadRow.Arrivals(0, 0, "ctc-sp2-1996-excerpt", 306, 142));
    }

    @Test
    void sixVmsOfEsxtopWithTheVcpuWorldsOnly() throws ImportException {
        Imports read = read("esxtop", "esxtop/esxtop-batch-6vms-3samples.csv");
        assertThat(read.rows().stream().map(LoadRow::vm).distinct())
                .containsExactly("styx", "portunus", "hermes", "ananke", "ouranos", "poseidon");
        assertThat(read.rows()).hasSize(12);
        assertThat(read.skipped().count()).isZero();
        List<LoadRow.Demand> poseidon = read.rows().stream()
                .map(LoadRow.Demand.class::cast)
                .filter(row -> row.vm().equals("poseidon"))
                .toList();
        assertThat(poseidon.get(0).vcpus()).isEqualTo(2);
        assertThat(poseidon.get(0).duration()).isEqualTo(5);
        assertThat(poseidon.get(0).demand()).isCloseTo(0.0832, within(1e-9));
        assertThat(poseidon.get(0).ready()).isCloseTo(0.0253 / 2, within(1e-9));
        assertThat(poseidon.get(1).demand()).isCloseTo(0.0982, within(1e-9));
        assertThat(poseidon.get(1).ready()).isCloseTo(0.0214 / 2, within(1e-9));
        assertThat(poseidon.get(1).coStop()).isZero();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "xentop|xentop/xentop-b-2-domains.txt|use is known from the second sample on",
                "xentop|xentop/xentop-b-large-guest.txt|use is known from the second sample on",
                "sadf|sysstat/sar-qwrb.txt|it looks like text of sar",
                "sadf|sysstat/sar-u-ALL-P-ALL.txt|it looks like text of sar",
                "vmstat|sysstat/sar-cpu.sadf-d.csv|try hvsim import sadf",
                "csv|perf-kvm-stat/x86-vmx-linux-report.txt|it looks like a report of perf kvm stat",
                "csv|kvm-unit-tests-vmexit/x86-nested-vmx-after.txt|it looks like a log of kvm-unit-tests",
                "csv|lmbench/lmbench3-raw-results-linux-6.14.txt|it looks like results of lmbench",
                "csv|perf-trace/perf-trace-s-ls.txt|it looks like a summary of perf trace",
            })
    void whatHoldsNoLoadIsRefusedWithTheReason(String kind, String path, String reason) {
        Trace trace = Trace.of(sample(path));
        assertThatExceptionOfType(ImportException.class)
                .isThrownBy(() -> Imports.of(kind, trace, Imports.PLAIN))
                .withMessageContaining(reason);
    }
}
