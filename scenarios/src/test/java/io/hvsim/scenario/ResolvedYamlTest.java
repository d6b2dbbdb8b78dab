// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import static io.hvsim.scenario.Texts.WEB;
import static io.hvsim.scenario.Texts.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.text.ScenarioException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResolvedYamlTest {
    private static final List<String> SETTINGS = List.of(
            "vms.web.vcpus=2",
            "vms.web.count=3",
            "vms.web.memory=1 GiB",
            "vms.web.vmi=true",
            "vms.web.affinity=[0]",
            "vms.web.load={closed: {clients: 3, think: {mean: 1 s, cv: 0.3}}}",
            "vms.web.load.open.arrivals.cv=2",
            "vms.web.devices.disk-path=emulated",
            "vms.web.devices.disk.parallel=3",
            "vms.web.workload=fork-wait",
            "vms.web.workload=heap",
            "vms.web.guest.hz=1000",
            "vms.web.guest=linux-2.6.16",
            "host.clock=1 GHz",
            "host=xeon-x5570",
            "hypervisor.scheduler.quantum=10 ms",
            "hypervisor=player-1.0.1",
            "figures=pessimistic",
            "run.warmup=auto",
            "run.seed=42",
            "run.precision={metric: web.throughput, relative: 5 %}",
            "slo=[web.latency.p99 < 10 ms]",
            "question=\"why: 'so'? # no\"",
            "name=other-name",
            "sweep={vms.web.count: [1, 2], figures: [central, optimistic]}",
            "sweep={a: {x: {vms.web.workload: idle}, y: {vms.web.workload: oltp, load.open.rate: 3/s}}}");

    static List<String> shipped() {
        return List.copyOf(ShippedFiles.scenarios());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedScenariosReadBackTheSame(String name) throws Exception {
        readsBackTheSame(Scenario.shipped(name, List.of()));
    }

    @Test
    void scenariosWithAnySettingsReadBackTheSame() throws Exception {
        Random random = new Random(7);
        String text = WEB.replace("    load: {open: {rate: 200/s}}\n", "");
        int read = 0;
        for (int i = 0; i < 200; i++) {
            List<String> settings = new ArrayList<>();
            for (int n = random.nextInt(6); n >= 0; n--) {
                settings.add(SETTINGS.get(random.nextInt(SETTINGS.size())));
            }
            try {
                readsBackTheSame(Scenario.parse(text, "noisy.yaml", settings));
                read++;
            } catch (ScenarioException e) {
                // settings that do not go together
            }
        }
        assertThat(read).isGreaterThan(60);
    }

    private static void readsBackTheSame(Scenario scenario) {
        for (boolean origins : List.of(false, true)) {
            Scenario again = read(scenario.resolvedYaml(origins));
            assertThat(again.name()).isEqualTo(scenario.name());
            assertThat(again.axes()).isEqualTo(scenario.axes());
            assertThat(again.points()).isEqualTo(scenario.points());
            assertThat(again.resolvedYaml(false)).isEqualTo(scenario.resolvedYaml(false));
        }
    }

    private static Scenario read(String resolved) {
        try {
            return Scenario.parse(resolved, "elsewhere.yaml", List.of());
        } catch (ScenarioException e) {
            throw new AssertionError(resolved + e.render(), e);
        }
    }

    @Test
    void everyValueSaysWhereItComesFrom() {
        String text = WEB.replace("    load: {open: {rate: 200/s}}\n", "").replace("warmup: 0 s, ", "");
        assertThat(scenario(text, "vms.web.vcpus=2").resolvedYaml(true)).isEqualTo("""
                title: Web  # noisy.yaml:1
                question: ""  # default
                name: noisy  # default
                host: pentium-4-672  # noisy.yaml:2
                hypervisor: esx-3.5  # noisy.yaml:3
                figures: central  # default
                mitigations: off  # default
                turbo: false  # default
                vms:
                  web:
                    guest: ubuntu-7.04  # noisy.yaml:6
                    workload: static-web  # noisy.yaml:7
                    vcpus: 2  # --set vms.web.vcpus=2
                    count: 1  # default
                    memory: 512 MiB  # default
                    technique: auto  # default
                    interrupt-controller: auto  # default
                    vmi: false  # default
                    features: all  # default
                    large-pages: false  # default
                    memory-backing: preallocated  # default
                    idle: hlt  # default
                    shares: 1000  # default
                    affinity: all  # default
                    memory-sockets: auto  # default
                    devices:
                      disk: scsi-10k  # default
                      disk-path: paravirtual  # default
                      net: gigabit  # default
                      net-path: paravirtual  # default
                      segmentation-offload: false  # default
                    load: LOAD
                run:
                  duration: 2 s  # noisy.yaml:8
                  warmup: auto  # default
                  replications: 5  # default
                  batch-means: false  # default
                  antithetic: false  # default
                  confidence: 95 %  # default
                  seed: 1  # default
                slo: []  # default
                """.replace("LOAD", workloadLoad()));
    }

    private static String workloadLoad() {
        List<String> lines =
                ShippedFiles.text("library/workloads/static-web.yaml").lines().toList();
        String load =
                lines.stream().filter(l -> l.startsWith("load: ")).findFirst().orElseThrow();
        return load.substring(6) + "  # workload static-web";
    }

    @Test
    void definitionsOfAFolderTravelWithTheScenario(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("library/hosts"));
        Files.writeString(folder.resolve("library/hosts/mine.yaml"), "extends: pentium-4-672\nclock: 1 GHz   # slow\n");
        Path file = Files.writeString(folder.resolve("a.yaml"), WEB.replace("pentium-4-672", "mine"));
        Scenario scenario = Scenario.read(file, List.of());
        assertThat(scenario.resolvedYaml(false)).endsWith("""
                library:
                  hosts:
                    mine:
                      extends: pentium-4-672
                      clock: 1 GHz
                """);
        readsBackTheSame(scenario);
    }
}
