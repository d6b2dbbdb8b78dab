// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.library.ShippedFiles;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private final Terminal terminal = new Terminal();

    static Set<String> shipped() {
        return ShippedFiles.scenarios();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedScenariosAreGoodAndFoundByName(String name) {
        assertThat(terminal.run("check", name)).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains("good");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void tightlyCoupledKernelIsRefusedOnBareMetal() {
        int code = terminal.run(
                "check",
                "transparent-kernel",
                "--set",
                "vms.linux.guest=linux-2.6.16-xen",
                "--set",
                "platform=bare metal");
        assertThat(code).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("tied to its hypervisor's interface and does not boot on hardware");
    }

    @Test
    void tightlyCoupledKernelIsRefusedWhereTheInterfaceVersionDiffers() {
        int code = terminal.run(
                "check",
                "transparent-kernel",
                "--set",
                "hypervisor=xen-2.0",
                "--set",
                "vms.linux.guest=linux-2.6.16-xen",
                "--set",
                "sweep={}",
                "--set",
                "charts=[]");
        assertThat(code).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("hypervisor 'xen-2.0' lacks 'xen-interface-3.0', it has xen-interface-2.0");
    }

    @Test
    void listNamesEveryKindAndShowNamesSources() {
        assertThat(terminal.run("list")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .contains("hosts", "hypervisors", "guests", "techniques", "workloads", "scenarios", "schedulers")
                .contains("esx-3.5", "pentium-4-672", "vmi-study", "esx-3 ");
        assertThat(terminal.run("show", "cpu", "netburst-prescott")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains("exit-round-trip = 3963 cycles  [Agesen et al., USENIX ATC 2012");
    }

    @Test
    void listNamesThePolicyOfASchedulerAndShowTheSettingsItTakesOver() {
        assertThat(terminal.run("list", "schedulers")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .containsPattern("linux-eevdf-6.18y +Linux EEVDF, late stable releases of 6.18 \\[linux-eevdf]");
        assertThat(terminal.run("show", "scheduler", "xen-credit-ratelimit")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .contains("# policy xen-credit, which decides for each cpu")
                .contains("#   accounting = exact")
                .contains("ratelimit = 1 ms  [xen/common/sched/credit.c")
                .contains("timeslice = 30 ms  [xen/common/sched_credit.c");
    }

    @Test
    void unknownNamesAreAnsweredWithWhatThereIs() {
        assertThat(terminal.run("list", "hots")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.run("show", "host", "pentium")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).contains("kinds are hosts").contains("pentium-4-672");
    }

    @Test
    void schemaIsJson() {
        assertThat(terminal.run("schema")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).startsWith("{").contains("\"hypervisor\"").doesNotContain("\"published\"");
        assertThat(terminal.run("schema", "suite")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains("\"published\"");
    }

    @Test
    void checkShowPrintsWhereEachValueCameFrom() {
        assertThat(terminal.run("check", "web-latency", "--show", "--set", "vms.web.vcpus=2"))
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains("# default").contains("--set");
    }

    @Test
    void helpListsAllCommandsAndShowsEach() {
        assertThat(terminal.run("--help")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out().lines().map(line -> line.strip().split(" ")[0]))
                .containsSubsequence("run", "merge", "check", "validate", "schema", "help");
        assertThat(terminal.run("help", "compare")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains("Usage: hvsim compare");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rnu scenarios/x.yaml  | unknown command 'rnu': did you mean 'run'?          | hvsim --help
                    zzz                   | unknown command 'zzz'                               | hvsim --help
                    run x.yaml --colums a | unknown option '--colums': did you mean '--columns'? | hvsim run --help
                    list hosts guests     | nothing is expected where 'guests' stands           | hvsim list --help
                    run                   | Missing required parameter: 'SCENARIO'              | hvsim run --help
                    """)
    void wrongArgumentsAreAnsweredWithWhatWasPerhapsMeant(String arguments, String problem, String help) {
        assertThat(terminal.run(arguments.split(" "))).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err().lines()).containsExactly("hvsim: " + problem, "See " + help);
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void allWrongOptionsAreNamedAtOnce() {
        assertThat(terminal.run("run", "x.yaml", "--colums", "a", "--sed=1")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err().lines())
                .containsExactly(
                        "hvsim: unknown option '--colums': did you mean '--columns'?",
                        "hvsim: unknown option '--sed': did you mean '--seed' or '--set'?",
                        "See hvsim run --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "report", "explain", "validate", "list", "show", "schema"})
    void helpShowsAnExample(String command) {
        assertThat(terminal.run(command, "--help")).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains("Example:").contains("hvsim " + command);
    }
}
