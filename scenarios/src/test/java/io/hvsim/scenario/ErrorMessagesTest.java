// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import static io.hvsim.scenario.Texts.WEB;
import static io.hvsim.scenario.Texts.errors;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorMessagesTest {

    @Test
    void fiveMistakesAreAllReportedAtOnce() {
        assertThat(errors("""
                title: Five mistakes
                host: pentium-4-672
                hypervisor: esx-3.0
                vms:
                  web:
                    vcpsu: 2
                    memory: 512
                    guest: ubunto-7.04
                    vmi: true
                    workload: static-web
                  db:
                    guest: ubuntu-7.10
                    workload: oltp
                    shares: 2000
                    shares: 4000
                run:
                  duration: 20 s
                """)).isEqualTo("""
                noisy.yaml:6:5: error: unknown key 'vcpsu' in vms.web
                    6 |     vcpsu: 2
                      |     ^^^^^
                   did you mean 'vcpus'? keys allowed here: count, vcpus, memory, guest, technique, vmi, features, large-pages, shares, reservation, limit, affinity, devices, workload, load
                noisy.yaml:7:13: error: number '512' without a unit in vms.web.memory
                    7 |     memory: 512
                      |             ^^^
                   write a size such as '512 MiB'; units: B, KiB, MiB, GiB, TiB, kB, MB, GB or TB
                noisy.yaml:8:12: error: unknown guest 'ubunto-7.04' in vms.web.guest
                    8 |     guest: ubunto-7.04
                      |            ^^^^^^^^^^^
                   did you mean 'ubuntu-7.04' or 'ubuntu-7.10'?
                noisy.yaml:9:10: error: no VMI on hypervisor 'esx-3.0' in vms.web
                    9 |     vmi: true
                      |          ^^^^
                   hypervisors with VMI: esx-3.5, esx-4.0
                noisy.yaml:15:5: error: duplicate key 'shares'
                   15 |     shares: 4000
                      |     ^^^^^^
                   already given at noisy.yaml:14:5: keep one of them
                """);
    }

    @Test
    void missingKeysPointToTheMappingThatLacksThem() {
        assertThat(errors("""
                title: Missing
                host: pentium-4-672
                hypervisor: esx-3.5
                vms:
                  web: {workload: static-web}
                run: {}
                """)).isEqualTo("""
                noisy.yaml:5:3: error: missing key 'guest' in vms.web
                    5 |   web: {workload: static-web}
                      |   ^^^
                   add 'guest': the name of a guest or a mapping
                """);
    }

    @Test
    void brokenYamlIsReportedWhereItBreaks() {
        assertThat(errors("title: [a, b\nhost: x\n")).isEqualTo("""
                noisy.yaml:2:5: error: not valid YAML: while parsing a flow sequence: expected ',' or ']', but got :
                    2 | host: x
                      |     ^
                """);
    }

    @Test
    void wrongTypesAreNamed() {
        String text = WEB.replace("workload: static-web", "workload: [static-web]\n    vmi: yes\n    affinity: 0");
        assertThat(errors(text)).isEqualTo("""
                noisy.yaml:7:15: error: expected the name of a workload or a mapping, found a list in vms.web.workload
                    7 |     workload: [static-web]
                      |               ^
                noisy.yaml:8:10: error: expected true or false, found 'yes' in vms.web.vmi
                    8 |     vmi: yes
                      |          ^^^
                noisy.yaml:9:15: error: expected a list, found '0' in vms.web.affinity
                    9 |     affinity: 0
                      |               ^
                   write it in brackets: [...]
                """);
    }

    @Test
    void aSweptValueIsBlamedWhereTheSweepGivesIt() {
        String text = WEB + "sweep:\n  vms.web.vcpus: [1, 0]\n  vms.web.techniqe: [auto]\n  vms.wbe.count: [2]\n";
        assertThat(errors(text)).isEqualTo("""
                noisy.yaml:11:22: error: '0' is too small in vms.web.vcpus
                   11 |   vms.web.vcpus: [1, 0]
                      |                      ^
                   must be at least 1
                noisy.yaml:12:11: error: no such path 'vms.web.techniqe': 'vms.web' has no 'techniqe'
                   12 |   vms.web.techniqe: [auto]
                      |           ^^^^^^^^
                   did you mean 'technique'? possible here: count, vcpus, memory, guest, technique, vmi, features, large-pages, shares, reservation, limit, affinity, devices, workload, load
                noisy.yaml:13:7: error: no such path 'vms.wbe.count': 'vms' has no 'wbe'
                   13 |   vms.wbe.count: [2]
                      |       ^^^
                   did you mean 'web'? possible here: web
                """);
    }

    @Test
    void aWrongSettingIsQuoted() {
        assertThat(errors(WEB, "vms.web.vcpsu=2", "vms.web.vcpus=2 s", "run")).isEqualTo("""
                --set run: error: expected PATH=VALUE
                      | run
                      | ^^^
                   as in --set vms.web.vcpus=2
                --set vms.web.vcpsu=2: error: no such path 'vms.web.vcpsu': 'vms.web' has no 'vcpsu'
                      | vms.web.vcpsu=2
                      |         ^^^^^
                   did you mean 'vcpus'? possible here: count, vcpus, memory, guest, technique, vmi, features, large-pages, shares, reservation, limit, affinity, devices, workload, load
                --set vms.web.vcpus=2 s: error: unit 's' on a plain number in vms.web.vcpus
                      | vms.web.vcpus=2 s
                      |               ^^^
                   write it without a unit
                """);
    }

    @Test
    void aTechniqueThatCannotBeSaysWhy() {
        String text = WEB.replace("    load:", "    technique: vmi\n    load:");
        assertThat(errors(text)).isEqualTo("""
                noisy.yaml:8:16: error: vms.web: technique 'vmi' is not possible: it must be enabled for the VM by vmi: true
                    8 |     technique: vmi
                      |                ^^^
                   possible here: binary-translation, hardware-assist, vmi
                """);
    }

    @Test
    void aGuestTiedToAnotherInterfaceVersionIsRefused() {
        String text = WEB.replace("ubuntu-7.04", "linux-2.6.16-xen").replace("esx-3.5", "xen-2.0");
        assertThat(errors(text)).contains("hypervisor 'xen-2.0' lacks 'xen-interface-3.0', it has xen-interface-2.0");
        String metal = WEB.replace("ubuntu-7.04", "linux-2.6.16-xen").replace("esx-3.5", "bare-metal");
        assertThat(errors(metal)).contains("is tied to its hypervisor's interface and does not boot on hardware");
    }

    @Test
    void bareMetalRunsOneSystem() {
        String text = WEB.replace("esx-3.5", "bare-metal").replace("    load:", "    count: 2\n    load:");
        assertThat(errors(text)).isEqualTo("""
                noisy.yaml:3:13: error: 'bare-metal' runs one operating system, not 2
                    3 | hypervisor: bare-metal
                      |             ^^^^^^^^^^
                   take a hypervisor, or a single VM
                """);
    }

    @Test
    void anEndlessLoadCannotBeDone() {
        String text = WEB.replace("warmup: 0 s, duration: 2 s", "until: done");
        assertThat(errors(text)).isEqualTo("""
                noisy.yaml:9:14: error: until: done, but the load of vms.web has no end
                    9 | run: {until: done}
                      |              ^^^^
                   give it a load of the form batch, or the run a duration
                """);
    }

    @Test
    void actionsThatTheGuestLacksAreReported() {
        String text = WEB.replace("workload: static-web", """
                workload:
                      title: Mine
                      page-tables: short-lived
                      program: [{work: {user: 1 Mcycles, do: {sysgall: 3}}}]""");
        assertThat(errors(text)).isEqualTo("""
                noisy.yaml:8:7: error: vms.web: workload 'vms.web.workload' does 'sysgall', which guest 'ubuntu-7.04' cannot do
                    8 |       title: Mine
                      |       ^
                   did you mean 'syscall'?
                """);
    }

    @Test
    void workingSetOnACpuWithoutTlbIsReported() {
        String text = WEB.replace(
                "workload: static-web", "workload: {extends: static-web, working-set: {size: 4 MiB, touches: 0.01}}");
        assertThat(errors(text)).isEqualTo("""
                noisy.yaml:7:15: error: vms.web: workload 'vms.web.workload' has a working-set, but CPU 'netburst-prescott' of host 'pentium-4-672' has no tlb
                    7 |     workload: {extends: static-web, working-set: {size: 4 MiB, touches: 0.01}}
                      |               ^
                   give the share of page-walks instead, or take a host whose CPU has a tlb
                """);
    }

    @Test
    void chartsNeedAxesThatExist() {
        String text = WEB + """
                sweep: {vms.web.count: [1, 2]}
                charts:
                  - {name: a, kind: lines, x: vms.web.cuont, metric: throughput}
                  - {name: b, kind: bars, x: vms.web.count, series: vms.web.count, metric: latency.p98, normalize-to: 3}
                """;
        assertThat(errors(text)).isEqualTo("""
                noisy.yaml:12:31: error: no axis 'vms.web.cuont' in the sweep
                   12 |   - {name: a, kind: lines, x: vms.web.cuont, metric: throughput}
                      |                               ^^^^^^^^^^^^^
                   did you mean 'vms.web.count'? axes: vms.web.count
                noisy.yaml:13:76: error: unknown metric 'latency.p98' in charts.1
                   13 |   - {name: b, kind: bars, x: vms.web.count, series: vms.web.count, metric: latency.p98, normalize-to: 3}
                      |                                                                            ^^^^^^^^^^^
                   did you mean 'latency.p95', 'latency.p99' or 'latency.p999'?
                noisy.yaml:13:103: error: no value '3' on the axis 'vms.web.count'
                   13 |   - {name: b, kind: bars, x: vms.web.count, series: vms.web.count, metric: latency.p98, normalize-to: 3}
                      |                                                                                                       ^
                   values: 1, 2
                """);
    }

    @Test
    void boundsOfServiceLevelsAreChecked() {
        assertThat(errors(WEB + "slo: [web.latency.p99 < 50, wbe.throughput > 3/s, soon]\n"))
                .isEqualTo("""
                noisy.yaml:10:7: error: number '50' without a unit in slo.0
                   10 | slo: [web.latency.p99 < 50, wbe.throughput > 3/s, soon]
                      |       ^^^^^^^^^^^^^^^^^^^^
                   write a time such as '10 ms'; units: ns, us, µs, ms, s, min or h
                noisy.yaml:10:29: error: unknown VM group 'wbe' in slo.1
                   10 | slo: [web.latency.p99 < 50, wbe.throughput > 3/s, soon]
                      |                             ^^^^^^^^^^^^^^^^^^^^
                   did you mean 'web'?
                noisy.yaml:10:51: error: expected a bound such as 'web.latency.p99 < 50 ms', found 'soon' in slo.2
                   10 | slo: [web.latency.p99 < 50, wbe.throughput > 3/s, soon]
                      |                                                   ^^^^
                """);
    }
}
