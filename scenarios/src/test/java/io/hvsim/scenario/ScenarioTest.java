// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import static io.hvsim.scenario.Texts.WEB;
import static io.hvsim.scenario.Texts.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.scenario.figure.Bound;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.spec.RunSpec;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.SloSpec;
import io.hvsim.scenario.spec.VmSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {

    private static ScenarioSpec only(Scenario scenario) {
        assertThat(scenario.points()).hasSize(1);
        return scenario.points().get(0).spec();
    }

    @Test
    void defaultsAreThoseOfTheManual() {
        ScenarioSpec spec = only(scenario(WEB.replace("warmup: 0 s, ", "")));
        VmSpec web = spec.vms().get(0);
        assertThat(spec.name()).isEqualTo("noisy");
        assertThat(spec.figures()).isEqualTo(Bound.CENTRAL);
        assertThat(web.count()).isEqualTo(1);
        assertThat(web.vcpus()).isEqualTo(1);
        assertThat(web.memoryBytes()).isEqualTo(512L << 20);
        assertThat(web.technique()).isEmpty();
        assertThat(web.vmi()).isFalse();
        assertThat(web.shares()).isEqualTo(1000);
        assertThat(web.affinity()).isEmpty();
        assertThat(web.devices().disk().name()).isEqualTo("scsi-10k");
        assertThat(web.devices().net().name()).isEqualTo("gigabit");
        assertThat(web.devices().diskPath()).isEqualTo(VmSpec.DevicePath.PARAVIRTUAL);
        assertThat(spec.run())
                .isEqualTo(new RunSpec(
                        OptionalLong.empty(),
                        OptionalLong.of(2_000_000_000),
                        5,
                        Optional.empty(),
                        false,
                        false,
                        0.95,
                        1));
    }

    @Test
    void theGroupsLoadHidesTheScenariosWhichHidesTheWorkloads() {
        String without = WEB.replace("    load: {open: {rate: 200/s}}\n", "");
        assertThat(only(scenario(WEB + "load: {open: {rate: 9/s}}\n"))
                        .vms()
                        .get(0)
                        .load())
                .isInstanceOfSatisfying(
                        LoadSpec.Open.class, l -> assertThat(l.ratePerSecond()).isEqualTo(200));
        assertThat(only(scenario(without + "load: {open: {rate: 9/s}}\n"))
                        .vms()
                        .get(0)
                        .load())
                .isInstanceOfSatisfying(
                        LoadSpec.Open.class, l -> assertThat(l.ratePerSecond()).isEqualTo(9));
        ScenarioSpec own = only(scenario(without));
        assertThat(own.vms().get(0).load())
                .isEqualTo(own.vms().get(0).workload().load().orElseThrow());
    }

    @Test
    void arrivalsHaveTheMeanOfTheRate() {
        LoadSpec.Open poisson = (LoadSpec.Open) only(scenario(WEB)).vms().get(0).load();
        assertThat(poisson.interarrivalNs().distribution().mean()).isCloseTo(5e6, within(1e-3));
        assertThat(poisson.interarrivalNs().distribution().cv()).isCloseTo(1, within(1e-12));
        LoadSpec.Open bursty =
                (LoadSpec.Open) only(scenario(WEB.replace("rate: 200/s", "rate: 200/s, arrivals: {cv: 3}")))
                        .vms()
                        .get(0)
                        .load();
        assertThat(bursty.interarrivalNs().distribution().mean()).isCloseTo(5e6, within(1e-3));
        assertThat(bursty.interarrivalNs().distribution().cv()).isCloseTo(3, within(1e-9));
        LoadSpec.Open own = (LoadSpec.Open)
                only(scenario(WEB.replace("rate: 200/s", "arrivals: {distribution: uniform, low: 2 ms, high: 6 ms}")))
                        .vms()
                        .get(0)
                        .load();
        assertThat(own.ratePerSecond()).isCloseTo(250, within(1e-9));
    }

    @Test
    void pathsReachIntoDefinitionsOfTheLibrary() {
        ScenarioSpec spec = only(scenario(
                WEB,
                "host.clock=2 GHz",
                "hypervisor.techniques.vmi.batch.capacity=4",
                "vms.web.devices.disk.service.mean=7 ms",
                "vms.web.workload.program.0.work.user=3 Mcycles"));
        assertThat(spec.host().clockHz()).isEqualTo(2e9);
        assertThat(spec.host().cpu().name()).isEqualTo("netburst-prescott");
        Figure capacity =
                spec.hypervisor().techniques().get("vmi").batch().orElseThrow().capacity();
        assertThat(capacity.value()).isEqualTo(4);
        assertThat(capacity.provenance().assumed()).isEqualTo("given in the scenario");
        assertThat(spec.vms()
                        .get(0)
                        .devices()
                        .disk()
                        .serviceNs()
                        .at(Bound.CENTRAL)
                        .distribution()
                        .mean())
                .isCloseTo(7e6, within(1e-3));
    }

    @Test
    void inheritedFiguresKeepTheirSources() {
        String text = WEB.replace("esx-3.5", "{extends: esx-3.5, scheduler: {extends: esx-3, quantum: 10 ms}}");
        ScenarioSpec spec = only(scenario(text));
        assertThat(spec.hypervisor().scheduler().numbers().get("quantum").value())
                .isEqualTo(1e7);
        assertThat(spec.hypervisor().figures())
                .filteredOn(f -> f.path().contains("binary-translation.operations.kernel-entry-exit"))
                .singleElement()
                .satisfies(f -> assertThat(f.provenance().source()).startsWith("Adams & Agesen"));
    }

    @Test
    void boundsTakeTheEndThatHelpsOrHurtsTheGuest() {
        Figure drain = only(scenario(WEB))
                .hypervisor()
                .techniques()
                .get("vmi")
                .batch()
                .orElseThrow()
                .drainCycles();
        assertThat(drain.at(Bound.OPTIMISTIC)).isLessThan(drain.at(Bound.CENTRAL));
        assertThat(drain.at(Bound.PESSIMISTIC)).isGreaterThan(drain.at(Bound.CENTRAL));
        Figure capacity = only(scenario(WEB))
                .hypervisor()
                .techniques()
                .get("vmi")
                .batch()
                .orElseThrow()
                .capacity();
        assertThat(capacity.at(Bound.OPTIMISTIC)).isGreaterThan(capacity.at(Bound.PESSIMISTIC));
    }

    @Test
    void variantsChangeSeveralValuesAtOnceTheLastAxisFastest() {
        Scenario scenario = scenario(WEB + """
                sweep:
                  platform:
                    native: {hypervisor: bare-metal, vms.web.technique: native}
                    VMI: {vms.web.technique: vmi, vms.web.vmi: true}
                  load.open.rate: {from: 100/s, to: 300/s, step: 100/s}
                """.replace("load.open", "vms.web.load.open"));
        assertThat(scenario.axes()).containsExactly("platform", "vms.web.load.open.rate");
        assertThat(scenario.points().stream().map(ScenarioPoint::labels))
                .startsWith(
                        Map.of("platform", "native", "vms.web.load.open.rate", "100/s"),
                        Map.of("platform", "native", "vms.web.load.open.rate", "200/s"))
                .hasSize(6);
        assertThat(scenario.points().get(5).spec().vms().get(0).technique()).contains("vmi");
        assertThat(scenario.points().get(0).spec().hypervisor().name()).isEqualTo("bare-metal");
    }

    @Test
    void wholeValuesAreSetBeforeTheirParts() {
        Scenario scenario = scenario(WEB + """
                sweep:
                  hypervisor.scheduler.quantum: [10 ms, 20 ms]
                  hypervisor: [esx-3.0, esx-3.5]
                """);
        assertThat(scenario.points().stream()
                        .map(p -> p.spec()
                                .hypervisor()
                                .scheduler()
                                .numbers()
                                .get("quantum")
                                .value()))
                .containsExactly(1e7, 1e7, 2e7, 2e7);
        assertThat(scenario.warnings()).isEmpty();
    }

    @Test
    void anAxisThatChangesNothingIsPointedOut() {
        Scenario scenario =
                scenario(WEB + "sweep: {load: [{open: {rate: 1/s}}, {open: {rate: 2/s}}], run.seed: [1, 2]}\n");
        assertThat(scenario.warnings())
                .containsExactly("the axis 'load' changes nothing: something below overrides it");
    }

    @Test
    void aSettingOnAnAxisPinsIt() {
        String text = WEB + """
                sweep:
                  vms.web.count: [1, 2, 3]
                  platform: {a: {vms.web.vcpus: 1}, b: {vms.web.vcpus: 2}}
                """;
        Scenario pinned = scenario(text, "vms.web.count=5", "platform=b");
        assertThat(pinned.points().stream().map(ScenarioPoint::labels))
                .containsExactly(Map.of("vms.web.count", "5", "platform", "b"));
        assertThat(scenario(text, "vms.web.count=[2, 4]").points()).hasSize(4);
        assertThat(Texts.errors(text, "platform=c")).startsWith("""
                --set platform=c: error: no variant 'c' on axis 'platform'
                      | platform=c
                      |          ^
                   variants: a, b
                """);
    }

    @Test
    void chartsCarryTheBoundOfTheirMetric() {
        ScenarioSpec spec = only(scenario(WEB + """
                slo: [web.latency.p99 < 50 ms]
                charts: [{name: cdf, kind: time-series, metric: latency.p99}, {name: rate, kind: time-series, metric: throughput}]
                """));
        assertThat(spec.slos())
                .containsExactly(
                        new SloSpec("web.latency.p99 < 50 ms", "web", "latency.p99", SloSpec.Relation.LESS, 0.05));
        assertThat(spec.charts().stream().map(ChartSpec::slo)).containsExactly(0.05, Double.NaN);
    }

    @Test
    void aLibraryFolderBesideTheScenarioHidesShippedDefinitions(@TempDir Path folder) throws Exception {
        write(folder.resolve("library/hosts/pentium-4-672.yaml"), "extends: pentium-4-672\nclock: 1 GHz\n");
        write(folder.resolve("library/hosts/mine.yaml"), "extends: pentium-4-672\nmemory: 8 GiB\n");
        Path file = write(folder.resolve("a.yaml"), WEB.replace("pentium-4-672", "mine"));
        ScenarioSpec spec = only(Scenario.read(file, List.of()));
        assertThat(spec.host().clockHz()).isEqualTo(1e9);
        assertThat(spec.host().memoryBytes()).isEqualTo(8L << 30);
    }

    @Test
    void problemsOfLibraryFilesAreReportedThere(@TempDir Path folder) throws IOException {
        Path cpu = write(folder.resolve("library/cpus/mine.yaml"), "extends: core\ncall-site: 5 cycles\nclok: 1\n");
        write(folder.resolve("library/hots/x.yaml"), "a: 1\n");
        Path file = write(folder.resolve("a.yaml"), WEB.replace("pentium-4-672", "{extends: xeon-5160, cpu: mine}"));
        assertThatThrownBy(() -> Scenario.read(file, List.of()))
                .isInstanceOfSatisfying(
                        ScenarioException.class,
                        e -> assertThat(e.render()).isEqualTo("""
                        CPU:2:12: error: figure '5 cycles' without a source in call-site
                            2 | call-site: 5 cycles
                              |            ^^^^^^^^
                           give source and machine, or assumed: why; once for many figures with figures-from
                        CPU:3:1: error: unknown key 'clok'
                            3 | clok: 1
                              | ^^^^
                           keys allowed here: title, features, work-per-cycle, kernel-costs, kernel-scale, trap-scale, exit-round-trip, mitigation-exit, mitigation-hop, tlb, walk-caches, exit-pollution, call-site, vcpu-switch-pollution, caches, thread-speed, figures-from, extends
                        HOTS:1:1: error: unknown kind 'hots' in the library
                            1 |
                              | ^
                           did you mean 'hosts'? kinds: hosts, cpus, hypervisors, schedulers, techniques, guests, workloads, disks, networks, devices, migrations, reclamations
                        """.replace("CPU", cpu.toString())
                                .replace("HOTS", folder.resolve("library/hots").toString())));
    }

    @Test
    void filesThatCannotBeReadSayWhy(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Scenario.read(folder.resolve("none.yaml"), List.of()))
                .hasMessageContaining("none.yaml:1:1: error: there is no such file");
        assertThatThrownBy(() -> Scenario.read(folder, List.of())).hasMessageContaining("is a folder");
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, new byte[] {'a', ':', '\n', 'b', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> Scenario.read(latin, List.of()))
                .hasMessageContaining("latin.yaml:2:2: error: not UTF-8 text");
        Path large = folder.resolve("large.yaml");
        Files.write(large, new byte[(10 << 20) + 1]);
        assertThatThrownBy(() -> Scenario.read(large, List.of())).hasMessageContaining("larger than 10 MiB");
    }

    @Test
    void whatIsTheSameAtAllPointsCannotBeSwept() {
        assertThat(Texts.errors(WEB + "sweep: {charts: [[]], v: {a: {library.hosts: {}}}}\n"))
                .contains("'charts' is the same at all points and cannot be swept in sweep.charts")
                .contains("'library' is the same at all points and cannot be swept in sweep.v");
        assertThat(Texts.errors(WEB, "library={}")).contains("the library cannot be set");
    }

    @Test
    void impossibleDistributionsAreRefused() {
        String closed = WEB.replace("{open: {rate: 200/s}}", "{closed: {clients: 1, think: THINK}}");
        assertThat(Texts.errors(closed.replace("THINK", "{distribution: hyper-exponential, mean: 1 s, cv: 0.5}")))
                .contains("error: no such distribution in vms.web.load.closed.think");
        assertThat(Texts.errors(closed.replace("THINK", "{value: {mean: 1 s, cv: 0}}")))
                .contains("unknown key 'value'");
        assertThat(Texts.errors(closed.replace("THINK", "{distribution: gama, mean: 1 s}")))
                .contains("mean 'gamma'");
        assertThat(Texts.errors(closed.replace("THINK", "{distribution: empirical, values: []}")))
                .contains("error: no such distribution");
        assertThat(Texts.errors(
                        WEB.replace("rate: 200/s", "arrivals: {distribution: pareto, minimum: 1 ms, shape: 1}")))
                .contains("times between arrivals without a positive, finite mean");
        assertThat(Texts.errors(WEB.replace("rate: 200/s", "arrivals: {cv: 2}")))
                .contains("missing key 'rate'");
    }

    @Test
    void anyFileNameGivesAShortName() throws ScenarioException {
        assertThat(Scenario.parse(WEB, "a/My Scenario (2).v1.yaml", List.of()).name())
                .isEqualTo("My-Scenario-2-.v1");
        assertThat(Scenario.parse(WEB, "é.yaml", List.of()).name()).isEqualTo("scenario");
        Scenario odd = Scenario.parse(WEB, "é.yaml", List.of());
        assertThat(Scenario.parse(odd.resolvedYaml(true), "x.yaml", List.of()).points())
                .isEqualTo(odd.points());
    }

    @Test
    void aByteOrderMarkIsNoProblem() {
        assertThat(only(scenario("\uFEFF" + WEB)).title()).isEqualTo("Web");
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
