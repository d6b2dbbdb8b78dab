// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.figure.Bound;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
    private final Library library = Library.shipped();

    @TestFactory
    Stream<DynamicTest> everyShippedDefinitionIsReadWithAllItsFiguresSourced() {
        return Kinds.ALL.stream()
                .flatMap(kind -> library.names(kind).stream()
                        .map(name -> DynamicTest.dynamicTest(kind.folder() + "/" + name, () -> check(kind, name))));
    }

    private void check(Kind<?> kind, String name) {
        try {
            assertThat(library.get(kind, name).name()).isEqualTo(name);
            assertThat(library.figuresOf(kind, name)).allSatisfy(LibraryTest::isSourced);
        } catch (ScenarioException e) {
            throw new AssertionError(e.render(), e);
        }
    }

    private static void isSourced(Figure figure) {
        boolean measured = !figure.provenance().source().isEmpty()
                && !figure.provenance().machine().isEmpty();
        boolean assumed = !figure.provenance().assumed().isEmpty();
        assertThat(measured ^ assumed).as(figure.path()).isTrue();
        assertThat(figure.low()).isLessThanOrEqualTo(figure.value());
        assertThat(figure.high()).isGreaterThanOrEqualTo(figure.value());
    }

    @Test
    void everyKindHasDefinitions() {
        assertThat(Kinds.ALL).allSatisfy(kind -> assertThat(library.names(kind)).isNotEmpty());
        assertThat(library.text(Kinds.HOST, "pentium-4-672").orElseThrow()).contains("clock: 3.8 GHz");
        assertThat(ShippedFiles.scenarios()).contains("vmi-study");
    }

    @Test
    void figuresSayWhereTheyStandAndWhereTheyComeFrom() throws ScenarioException {
        Figure roundTrip = library.get(Kinds.CPU, "netburst-prescott")
                .exitRoundTripCycles()
                .orElseThrow();
        assertThat(roundTrip.use().path()).isEqualTo("cpus/netburst-prescott: exit-round-trip");
        assertThat(roundTrip.use().value()).isEqualTo("3963 cycles");
        assertThat(roundTrip.use().source()).contains("Agesen");
        assertThat(roundTrip.at(Bound.PESSIMISTIC)).isEqualTo(3963);
    }

    @Test
    void aTechniqueInheritsFromAnotherOfTheSameHypervisor() throws ScenarioException {
        HypervisorDef esx = library.get(Kinds.HYPERVISOR, "esx-3.5");
        TechniqueCosts vmi = esx.techniques().get("vmi");
        assertThat(vmi.fallsBackTo()).contains("binary-translation");
        assertThat(vmi.shadow().rootsKept())
                .isEqualTo(esx.techniques().get("binary-translation").shadow().rootsKept());
        assertThat(vmi.calls()).containsExactlyInAnyOrder(Operation.values());
    }

    @Test
    void aDefinitionThatExtendsItselfIsReported(@TempDir Path folder) throws IOException {
        write(folder, "hosts/a.yaml", "extends: b\n");
        write(folder, "hosts/b.yaml", "extends: a\n");
        write(folder, "hosts/c.yaml", "extends: nothing\n");
        Library own = Library.beside(folder, new Problems());
        assertThatThrownBy(() -> own.get(Kinds.HOST, "a")).hasMessageContaining("extends itself");
        assertThatThrownBy(() -> own.get(Kinds.HOST, "c")).hasMessageContaining("unknown host 'nothing'");
        assertThatThrownBy(() -> own.get(Kinds.HOST, "pentium")).hasMessageContaining("did you mean 'pentium-4-672'");
    }

    @Test
    void figuresMustNotMixSourceAndAssumption(@TempDir Path folder) throws IOException {
        write(folder, "disks/a.yaml", """
                title: A
                service: {value: 5 ms, source: "a paper", assumed: "a guess"}
                """);
        write(folder, "disks/b.yaml", "title: B\nservice: {value: 5 ms, source: a paper}\n");
        write(folder, "disks/c.yaml", "title: C\nservice: {value: 5 ms, range: [6 ms, 7 ms], assumed: a guess}\n");
        write(folder, "disks/d.yaml", "title: D\nservice: {mean: 5 ms, cv: 0.3}\n");
        write(folder, "disks/e.yaml", "title: E\nservice: {value: {mean: 5 ms, cv: 0}, sauce: a paper}\n");
        Library own = Library.beside(folder, new Problems());
        assertThatThrownBy(() -> own.get(Kinds.DISK, "e")).hasMessageContaining("unknown key 'sauce'");
        assertThatThrownBy(() -> own.get(Kinds.DISK, "a")).hasMessageContaining("both source and assumed");
        assertThatThrownBy(() -> own.get(Kinds.DISK, "b")).hasMessageContaining("source without machine");
        assertThatThrownBy(() -> own.get(Kinds.DISK, "c")).hasMessageContaining("the range does not hold the value");
        assertThatThrownBy(() -> own.get(Kinds.DISK, "d")).hasMessageContaining("figure '5 ms' without a source");
    }

    @Test
    void aDistributionMayBeTheValueOfAFigure(@TempDir Path folder) throws Exception {
        write(folder, "disks/a.yaml", """
                title: A
                service:
                  value: {distribution: log-normal, mean: 5 ms, cv: 2}
                  source: "a paper"
                  machine: "a disk"
                """);
        DiskDef disk = Library.beside(folder, new Problems()).get(Kinds.DISK, "a");
        assertThat(disk.serviceNs().at(Bound.CENTRAL).distribution().mean()).isBetween(4.99e6, 5.01e6);
        assertThat(disk.figures())
                .hasSize(2)
                .allSatisfy(f -> assertThat(f.provenance().source()).isEqualTo("a paper"));
    }

    @Test
    void aFileDirectlyInTheFolderHoldsDefinitionsOfSeveralKinds(@TempDir Path folder) throws Exception {
        write(folder, "mine.yaml", """
                hosts:
                  mine: {extends: xeon-8160, clock: 2.4 GHz}
                cpus:
                  mine: {extends: skylake-sp}
                """);
        Problems problems = new Problems();
        Library own = Library.beside(folder, problems);
        assertThat(problems.isEmpty()).isTrue();
        assertThat(own.get(Kinds.HOST, "mine").clockHz()).isEqualTo(2.4e9);
        assertThat(own.get(Kinds.CPU, "mine").features()).contains("vt-x");
        assertThat(own.ownDefinitions()).containsOnlyKeys("hosts", "cpus");
    }

    @Test
    void whatIsWrongWithSuchAFileIsReportedWhereItStands(@TempDir Path folder) throws IOException {
        write(folder, "a.yaml", "hosts:\n  mine: {extends: xeon-8160}\n");
        write(folder, "b.yaml", "hosts:\n  mine: {extends: xeon-8160}\nhsots: {}\ncpus: 3\n");
        write(folder, "c.yaml", "3\n");
        write(folder, "hosts/mine.yaml", "extends: xeon-8160\n");
        Problems problems = new Problems();
        Library.beside(folder, problems);
        assertThat(problems.sorted().stream().map(each -> each.render()))
                .hasSize(5)
                .anyMatch(each -> each.contains("b.yaml:2:9: error: host 'mine' twice in the library"))
                .anyMatch(each -> each.contains("mine.yaml:1:1: error: host 'mine' twice in the library"))
                .anyMatch(each -> each.contains("b.yaml:3:1: error: unknown kind 'hsots' in the library"))
                .anyMatch(each -> each.contains("b.yaml:4:7: error: expected a mapping from name to definition"))
                .anyMatch(each -> each.contains("c.yaml:1:1: error: expected a mapping from kind to definitions"));
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Path file = folder.resolve("library").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
