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
                   did you mean 'vcpus'? keys allowed here: count, vcpus, memory, memory-use, migration, guest, technique, interrupt-controller, vmi, features, large-pages, guest-pages, host-pages, memory-backing, idle, shares, reservation, limit, pool, affinity, memory-sockets, devices, workload, load
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
    void migrationNeedsToKnowTheMemory() {
        String migrating = "workload: static-web\n    migration: {at: 1 s, policy: qemo, bandwidth: 1 Gb/s}\n";
        assertThat(errors(WEB.replace("workload: static-web\n", migrating))).isEqualTo("""
                noisy.yaml:8:5: error: migration without memory-use in vms.web
                    8 |     migration: {at: 1 s, policy: qemo, bandwidth: 1 Gb/s}
                      |     ^^^^^^^^^
                   say how fast the VM dirties its memory: memory-use: {set: 256 MiB, dirtied: 20 MB/s}
                noisy.yaml:8:34: error: unknown migration policy 'qemo' in vms.web.migration.policy
                    8 |     migration: {at: 1 s, policy: qemo, bandwidth: 1 Gb/s}
                      |                                  ^^^^
                   did you mean 'qemu' or 'qemu-auto-converge'?
                """);
    }

    @Test
    void bareMetalDoesNotMigrate() {
        String moving = "workload: static-web\n    memory-use: {set: 64 MiB, dirtied: 20 MB/s}\n"
                + "    migration: {at: 1 s, policy: xen, bandwidth: 1 Gb/s}\n";
        assertThat(errors(WEB.replace("workload: static-web\n", moving).replace("esx-3.5", "bare-metal")))
                .contains("noisy.yaml:9:5: error: vms.web: 'bare-metal' migrates nothing");
    }

    @Test
    void whatIsTouchedMustFitTheMemoryAndHoldWhatIsDirtied() {
        String use = "workload: static-web\n    memory-use: {set: 1 GiB, dirtied: 20 MB/s, touched: 10 MB/s}\n";
        assertThat(errors(WEB.replace("workload: static-web\n", use))).isEqualTo("""
                noisy.yaml:8:57: error: less memory is touched than dirtied in vms.web.memory-use
                    8 |     memory-use: {set: 1 GiB, dirtied: 20 MB/s, touched: 10 MB/s}
                      |                                                         ^^^^^^^
                   touched counts what is read and what is written: make it at least dirtied
                """);
        assertThat(errors(WEB.replace("workload: static-web\n", use.replace(", touched: 10 MB/s", ""))))
                .contains("noisy.yaml:8:17: error: the set that is touched is larger than the VM's memory in vms.web");
    }

    @Test
    void theHotPartIsAPartOfASetWithoutOrderOnAHostThatReclaimsNothing() {
        String use =
                "workload: static-web\n    memory-use: {set: 64 MiB, dirtied: 2 MB/s, hot: {set: 64 MiB, writes: 90 %}}\n";
        String hot = WEB.replace("workload: static-web\n", use);
        assertThat(errors(hot)).isEqualTo("""
                noisy.yaml:8:17: error: the hot part is not smaller than the set that is touched in vms.web
                    8 |     memory-use: {set: 64 MiB, dirtied: 2 MB/s, hot: {set: 64 MiB, writes: 90 %}}
                      |                 ^
                   make hot.set smaller, or leave out hot
                """);
        assertThat(errors(hot.replace("2 MB/s,", "2 MB/s, order: sweep,")))
                .contains("vms.web.memory-use: a sweep writes to every page as often as to any other");
        assertThat(errors(hot.replace("set: 64 MiB, w", "set: 8 MiB, w")
                        .replace("vms:", "overcommit: {reclamation: esx-3}\nvms:")))
                .contains("vms.web: a hot part on a host with overcommit");
    }

    @Test
    void memoryIsOnSocketsThatThereAre() {
        String far = WEB.replace("workload: static-web\n", "workload: static-web\n    memory-sockets: [0, 1]\n");
        assertThat(errors(far)).isEqualTo("""
                noisy.yaml:8:25: error: vms.web: no socket 1 on host 'pentium-4-672'
                    8 |     memory-sockets: [0, 1]
                      |                         ^
                   it has 0 to 0
                """);
    }

    @Test
    void threadsNeedACpuWhoseThreadSpeedIsKnown() {
        String threads = WEB.replace("host: pentium-4-672", "host: {extends: pentium-4-672, threads-per-core: 2}");
        assertThat(errors(threads)).isEqualTo("""
                noisy.yaml:2:32: error: nothing is known of threads of CPU 'netburst-prescott' in host
                    2 | host: {extends: pentium-4-672, threads-per-core: 2}
                      |                                ^^^^^^^^^^^^^^^^
                   give the CPU a thread-speed, or leave threads-per-core out
                """);
    }

    @Test
    void overcommitNeedsRoomForWhatIsAllocatedAtTheStart() {
        String overcommit = WEB.replace("vms:", "overcommit: {reclamation: esx-3}\nvms:");
        assertThat(errors(overcommit)).isEqualTo("""
                noisy.yaml:6:3: error: vms.web: a VM without memory-use on a host with overcommit
                    6 |   web:
                      |   ^^^
                   say what it touches: memory-use: {set: 256 MiB, dirtied: 20 MB/s}
                """);
        String moving = "workload: static-web\n    memory-use: {set: 64 MiB, dirtied: 20 MB/s}\n"
                + "    migration: {at: 1 s, policy: xen, bandwidth: 1 Gb/s}\n";
        assertThat(errors(overcommit.replace("workload: static-web\n", moving)))
                .contains("noisy.yaml:10:5: error: vms.web: migration from a host with overcommit is not simulated");
        String five = "workload: static-web\n    count: 5\n    memory-use: {set: 64 MiB, dirtied: 20 MB/s}\n";
        assertThat(errors(overcommit.replace("workload: static-web\n", five))).isEqualTo("""
                noisy.yaml:4:1: error: the VMs begin with more memory than the host has
                    4 | overcommit: {reclamation: esx-3}
                      | ^^^^^^^^^^
                   let them begin with less and grow: memory-use: {allocated: 512 MiB, grows: 20 MB/s}
                """);
        String small = five.replace("64 MiB", "64 MiB, allocated: 32 MiB");
        assertThat(errors(overcommit.replace("workload: static-web\n", small)))
                .contains("allocated is not between the set that is touched and the VM's memory in vms.web");
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
                   did you mean 'technique'? possible here: count, vcpus, memory, memory-use, migration, guest, technique, interrupt-controller, vmi, features, large-pages, guest-pages, host-pages, memory-backing, idle, shares, reservation, limit, pool, affinity, memory-sockets, devices, workload, load
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
                   did you mean 'vcpus'? possible here: count, vcpus, memory, memory-use, migration, guest, technique, interrupt-controller, vmi, features, large-pages, guest-pages, host-pages, memory-backing, idle, shares, reservation, limit, pool, affinity, memory-sockets, devices, workload, load
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
    void schedulersThatKeepNoLimitsOrReservationsAreRefused() {
        String text = WEB.replace("esx-3.5", "{extends: esx-3.5, scheduler: round-robin}");
        assertThat(errors(text.replace("    load:", "    limit: 1 GHz\n    load:")))
                .startsWith("""
                noisy.yaml:8:5: error: vms.web: scheduler 'round-robin' of hypervisor 'hypervisor' keeps no limits
                    8 |     limit: 1 GHz
                      |     ^^^^^
                   leave it out, or give the hypervisor one of these schedulers: esx-2, esx-3, esx-4, linux-cfs-2.6.23,""")
                .contains("xen-credit2")
                .doesNotContain("rtds");
        assertThat(errors(WEB.replace("esx-3.5", "{extends: esx-3.5, scheduler: linux-cfs-5.x}")
                        .replace("    load:", "    reservation: 1 GHz\n    load:")))
                .isEqualTo("""
                noisy.yaml:8:5: error: vms.web: scheduler 'linux-cfs-5.x' of hypervisor 'hypervisor' keeps no reservations
                    8 |     reservation: 1 GHz
                      |     ^^^^^^^^^^^
                   leave it out, or give the hypervisor one of these schedulers: esx-2, esx-3, esx-4, vsphere-5
                """);
    }

    @Test
    void turboNeedsAHostWhoseStepsAreKnown() {
        assertThat(errors(WEB.replace("vms:", "turbo: true\nvms:"))).isEqualTo("""
                noisy.yaml:4:8: error: no turbo steps are known of host 'pentium-4-672'
                    4 | turbo: true
                      |        ^^^^
                   give it some, or take a host that has: xeon-e5-2699, xeon-x5570
                """);
        assertThat(errors(WEB.replace(
                        "pentium-4-672",
                        "{extends: xeon-x5570, turbo: [{cores: 2, clock: 3 GHz}, {cores: 4, clock: 4 GHz}]}")))
                .contains("no steps from few cores and a high clock to many and a lower one");
    }

    @Test
    void aFootprintNeedsCachesThatAreKnown() {
        assertThat(errors(WEB.replace("static-web", "{extends: static-web, footprint: 1 MiB}")))
                .contains("nothing is known of the caches of CPU 'netburst-prescott', which the footprint of workload")
                .contains("leave the footprint out, or take a host whose CPU has caches: xeon-x5570, xeon-x7560");
    }

    private static final String POOLS = WEB.replace(
                    "vms:", "pools:\n  sales: {reservation: 1 GHz, expandable: false}\n  shop: {in: sales}\nvms:")
            .replace("    load:", "    pool: shop\n    reservation: 500 MHz\n    load:");

    @Test
    void schedulersThatKeepNoPoolsAreRefused() {
        assertThat(errors(POOLS.replace("esx-3.5", "{extends: esx-3.5, scheduler: linux-cfs-5.x}")
                        .replace("    reservation: 500 MHz\n", "")))
                .isEqualTo("""
                noisy.yaml:4:1: error: scheduler 'linux-cfs-5.x' of hypervisor 'hypervisor' keeps no resource pools
                    4 | pools:
                      | ^^^^^
                   leave them out, or give the hypervisor one of these schedulers: esx-3, esx-4, vsphere-5
                """);
    }

    @Test
    void poolsThatAreNotThereOrInThemselvesAreRefused() {
        assertThat(errors(POOLS.replace("pool: shop", "pool: shpo").replace("in: sales", "in: salse")))
                .contains("""
                noisy.yaml:6:14: error: no pool 'salse'
                    6 |   shop: {in: salse}
                      |              ^^^^^
                   did you mean 'sales'? pools: sales, shop
                """);
        assertThat(errors(POOLS.replace("pool: shop", "pool: shpo"))).isEqualTo("""
                noisy.yaml:11:11: error: no pool 'shpo'
                   11 |     pool: shpo
                      |           ^^^^
                   did you mean 'shop'? pools: sales, shop
                """);
        assertThat(errors(POOLS.replace("sales: {", "sales: {in: shop, "))).isEqualTo("""
                noisy.yaml:5:15: error: pool 'sales' is in itself
                    5 |   sales: {in: shop, reservation: 1 GHz, expandable: false}
                      |               ^^^^
                   leave out 'in' for a pool that is the host's own
                """);
        assertThat(errors(WEB.replace("    load:", "    pool: shop\n    load:")))
                .contains("the scenario has no pools: pools: {shop: {shares: 4000}}");
    }

    /** Three VMs reserve 1.5 GHz: shop has none but may take it from sales, which has 1 GHz and may not. */
    @Test
    void poolsAdmitNoMoreThanTheyHave() {
        Texts.scenario(POOLS);
        assertThat(errors(POOLS.replace("    reservation:", "    count: 3\n    reservation:")))
                .isEqualTo("""
                noisy.yaml:5:24: error: what is in pool 'sales' reserves 1.5 GHz, and the pool has 1 GHz
                    5 |   sales: {reservation: 1 GHz, expandable: false}
                      |                        ^^^^^
                   raise the pool's reservation, or write expandable: true
                """);
        String expandable = POOLS.replace("expandable: false", "expandable: true");
        Texts.scenario(expandable.replace("    reservation:", "    count: 3\n    reservation:"));
        assertThat(errors(expandable.replace("    reservation:", "    count: 8\n    reservation:")))
                .contains("the VMs and pools reserve 4 GHz, and host 'pentium-4-672' has 3.8 GHz");
        assertThat(errors(POOLS.replace("in: sales", "in: sales, limit: 400 MHz")))
                .isEqualTo("""
                noisy.yaml:6:28: error: pool 'shop' and what is in it reserve 0.5 GHz, which is above its limit
                    6 |   shop: {in: sales, limit: 400 MHz}
                      |                            ^^^^^^^
                   lower a reservation, or raise the limit
                """);
    }

    @Test
    void reservationsThatCannotBeKeptAreRefused() {
        assertThat(errors(WEB.replace("    load:", "    reservation: 4 GHz\n    load:")))
                .isEqualTo("""
                noisy.yaml:8:18: error: vms.web: the reservation is more than the VM's vCPUs can use
                    8 |     reservation: 4 GHz
                      |                  ^^^^^
                   at most vcpus x clock of the host: 3.8 GHz
                """);
        assertThat(errors(WEB.replace("    load:", "    limit: 1 GHz\n    reservation: 2 GHz\n    load:")))
                .isEqualTo("""
                noisy.yaml:9:18: error: vms.web: the reservation is above the limit
                    9 |     reservation: 2 GHz
                      |                  ^^^^^
                   lower it, or raise the limit
                """);
        assertThat(errors(WEB.replace("    load:", "    count: 3\n    reservation: 3 GHz\n    load:")))
                .contains("error: the VMs reserve 9 GHz, and host 'pentium-4-672' has 3.8 GHz")
                .contains("lower a reservation or a count");
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

    private static final String KVM = """
            title: Interrupts
            host: xeon-8160
            hypervisor: kvm-5.6
            vms:
              vm:
                guest: linux-4.0
                workload: netperf-rr
            run: {until: done}
            """;

    private static String kvm(String lines) {
        return errors(KVM.replace("run:", lines + "run:"));
    }

    @Test
    void interruptControllersThatCannotBeSayWhy() {
        assertThat(kvm("    technique: nested-paging\n    vcpus: 2\n    interrupt-controller: pic\n"))
                .isEqualTo("""
                noisy.yaml:10:27: error: vms.vm: an 8259 PIC interrupts one CPU, not 2
                   10 |     interrupt-controller: pic
                      |                           ^^^
                   possible here: auto, xapic, x2apic
                """);
        assertThat(kvm("    interrupt-controller: pic\n"))
                .contains(
                        "technique 'virtual-apic' of hypervisor 'kvm-5.6' is about the local APIC, which an 8259 PIC is not");
        assertThat(errors(KVM.replace("linux-4.0", "{extends: linux-2.6.22, interfaces: {}}")
                        .replace("run:", "    interrupt-controller: x2apic\nrun:")))
                .contains("guest 'vms.vm.guest' does not know the x2APIC");
        assertThat(errors(
                        KVM.replace("kvm-5.6", "kvm-2.6.35").replace("run:", "    interrupt-controller: xapic\nrun:")))
                .contains(
                        "technique 'nested-paging' of hypervisor 'kvm-2.6.35' has no prices for interrupt-controller: xapic")
                .contains("possible here: auto");
        assertThat(errors(KVM.replace("kvm-5.6", "kvm-6.0").replace("run:", "    technique: ipi-virtualization\nrun:")))
                .contains(
                        "the CPU of host 'xeon-8160' lacks vt-x with ept with apicv with ipiv or svm with npt with avic");
        assertThat(kvm("    interrupt-controller: xpic\n")).contains("did you mean 'xapic'");
    }

    @Test
    void idlePoliciesThatCannotBeSayWhy() {
        assertThat(kvm("    idle: poll\n")).isEqualTo("""
                noisy.yaml:8:11: error: vms.vm: guest 'linux-4.0' does not poll before it halts
                    8 |     idle: poll
                      |           ^^^^
                   guests that can: linux-5.4
                """);
        assertThat(errors(KVM.replace("kvm-5.6", "kvm-4.0").replace("run:", "    idle: mwait\nrun:")))
                .contains("hypervisor 'kvm-4.0' does not let guests execute MWAIT")
                .contains("hypervisors that do: bare-metal, kvm-5.6");
        assertThat(errors(KVM.replace("xeon-8160", "opteron-2200")
                        .replace("kvm-5.6", "bare-metal")
                        .replace("run:", "    idle: mwait\nrun:")))
                .contains("the CPU of host 'opteron-2200' has no MWAIT");
    }

    @Test
    void pagesThatTheCpuLacksAndLazyMemoryWithoutUseAreReported() {
        String text = WEB.replace(
                "workload: static-web", "host-pages: 1 GiB\n    memory-backing: lazy\n    workload: static-web");
        assertThat(errors(text)).startsWith("""
                noisy.yaml:7:17: error: vms.web: no pages of 1 GiB on CPU 'netburst-prescott' of host 'pentium-4-672': its tlb has no huge-entries
                    7 |     host-pages: 1 GiB
                      |                 ^^^^^
                   write 2 MiB, or take a host whose CPU has huge-entries
                noisy.yaml:8:21: error: vms.web: memory-backing: lazy, but workload 'static-web' has no working-set to touch
                    8 |     memory-backing: lazy
                      |                     ^^^^
                   give the workload a working-set, or leave memory-backing out
                noisy.yaml:8:21: error: vms.web: memory-backing: lazy would cost nothing: hypervisor 'esx-3.5' has no price of host-fault under technique 'binary-translation'
                """).contains("hypervisors with one: esx-4.0, kvm-2.6.31,");
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
                   did you mean 'latency.p90', 'latency.p95' or 'latency.p99'?
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

    @Test
    void devicesThatAreNotThereAreReportedWithWhatIs() {
        String text = """
                title: Devices
                host: xeon-8160
                hypervisor: kvm-5.6
                vms:
                  web:
                    guest: linux-4.0
                    devices: {net-model: e1000, back-end: vhosd, net-path: paravirtual}
                    workload: static-web
                run: {until: done}
                """;
        assertThat(errors(text)).isEqualTo("""
                noisy.yaml:7:15: error: 'net-model' of a device that is not emulated in vms.web.devices
                    7 |     devices: {net-model: e1000, back-end: vhosd, net-path: paravirtual}
                      |               ^^^^^^^^^
                   add net-path: emulated
                noisy.yaml:7:43: error: no back end 'vhosd' on hypervisor 'kvm-5.6' in vms.web.devices
                    7 |     devices: {net-model: e1000, back-end: vhosd, net-path: paravirtual}
                      |                                           ^^^^^
                   did you mean 'vhost'? back-ends there: vhost, user-space
                """);
        String offload = text.replace("{net-model: e1000, back-end: vhosd, net-path: paravirtual}", "{%s}");
        assertThat(errors(offload.formatted("net-path: emulated, segmentation-offload: true")))
                .contains("no segmentation offload with an emulated network card");
        assertThat(errors(offload.formatted("segmentation-offload: true").replace("kvm-5.6", "xen-4.5")))
                .contains("no segmentation offload on hypervisor 'xen-4.5'");
        assertThat(errors(offload.formatted("disk-path: emulated").replace("kvm-5.6", "xen-3.0")))
                .contains("hypervisor 'xen-3.0' emulates no devices")
                .contains("use disk-path: paravirtual");
        assertThat(errors(offload.formatted("back-end: vhost").replace("kvm-5.6", "xen-4.5")))
                .contains("it has none to choose from");
    }

    @Test
    void backEndThatIsNotAmongTheHypervisorsIsReported() {
        assertThat(errors("""
                title: Back end
                host: xeon-8160
                hypervisor: {extends: kvm-5.6, back-end: vhots}
                vms: {web: {guest: linux-4.0, workload: static-web}}
                run: {until: done}
                """)).contains("'vhots' is not among the back-ends").contains("did you mean 'vhost'?");
    }
}
