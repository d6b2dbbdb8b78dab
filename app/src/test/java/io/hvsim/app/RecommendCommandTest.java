// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendCommandTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    private int recommend(String... more) {
        Stream<String> fixed = Stream.of(
                "recommend",
                "vmi-study",
                "--set",
                "figures=central",
                "--no-charts",
                "--out",
                folder.resolve("out").toString());
        return terminal.run(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void namesVmiForAGuestThatChangesPageTablesWithoutNestedPaging() throws IOException {
        assertThat(recommend("--set", "workload=mmu-stress")).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .startsWith("study at mmu-stress / central: vmi has the lowest makespan,")
                .containsPattern("worse: binary-translation by \\d+ %, hardware-assist by \\d+ %")
                .contains("technique: auto would take binary-translation");
        assertThat(terminal.err()).contains("left out of the sweep, as they set what is to be chosen: technique");
        assertThat(Files.readString(folder.resolve("out/recommendation.csv")))
                .startsWith("workload,figures,vm,rank,technique,metric,mean,unit,ci_low,ci_high,loss,p_adjusted,"
                        + "significant,reasons\nmmu-stress,central,study,1,vmi,makespan,");
    }

    @Test
    void namesNestedPagingWhereTheHostHasIt() {
        assertThat(recommend(
                        "--set", "workload=mmu-stress", "--set", "host=opteron-2384", "--set", "hypervisor=esx-4.0"))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).startsWith("study at mmu-stress / central: nested-paging has the lowest makespan,");
    }

    @Test
    void saysWhenADifferenceDoesNotMatter() {
        assertThat(recommend("--set", "workload=heap")).as(terminal.err()).isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .containsPattern("ahead by less than 1 % of hardware-assist, binary-translation\\.\n");
    }

    @Test
    void saysWhenADifferenceMayBeChance() throws IOException {
        Path scenario = Files.writeString(folder.resolve("two.yaml"), """
                title: Nothing to choose by
                host: pentium-4-672
                hypervisor: esx-3.5
                vms:
                  a: {guest: ubuntu-7.10, workload: static-web, load: {open: {rate: 3/s, arrivals: poisson}}}
                run: {warmup: 0 s, duration: 2 s, seed: 3}
                """);
        assertThat(terminal.run(
                        "recommend",
                        scenario.toString(),
                        "--objective",
                        "throughput",
                        "--no-charts",
                        "--out",
                        folder.resolve("out").toString()))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.out()).contains("may be chance");
    }

    @Test
    void ranksEachGroupAndSaysWhatAGuestCannotHave() throws IOException {
        Path scenario = Files.writeString(folder.resolve("two.yaml"), """
                title: Two kinds of guests
                host: pentium-4-672
                hypervisor: esx-3.5
                vms:
                  new: {guest: ubuntu-7.10, workload: static-web, load: {batch: {jobs: 50}}}
                  old: {guest: linux-2.6.11, workload: static-web, load: {batch: {jobs: 50}}}
                run: {until: done, replications: 2}
                """);
        assertThat(terminal.run(
                        "recommend",
                        scenario.toString(),
                        "--no-charts",
                        "--out",
                        folder.resolve("out").toString()))
                .as(terminal.err())
                .isEqualTo(ExitCode.DONE);
        assertThat(terminal.out())
                .contains("new: hardware-assist has the lowest makespan", "old cannot have vmi: guest 'linux-2.6.11")
                .containsPattern("(?m)^old +1 +hardware-assist ");
        assertThat(Files.readString(folder.resolve("out/summary.csv")))
                .startsWith("VM group,technique,vm,metric,unit,")
                .contains("\nold,binary-translation,new,throughput,");
    }

    @Test
    void refusesObjectivesWithoutABetter() {
        assertThat(recommend("--objective", "cpu.ready")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(terminal.err()).startsWith("hvsim: --objective is throughput, makespan,");
    }
}
