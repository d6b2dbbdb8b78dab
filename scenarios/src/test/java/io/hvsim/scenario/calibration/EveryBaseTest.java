// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever host, hypervisor and technique a log is laid over: what is written can be read, or a reason is given. */
class EveryBaseTest {

    private static Calibrator calibrator(
            LogKind kind, Optional<String> host, Optional<String> hypervisor, Optional<String> technique)
            throws ScenarioException {
        return new Calibrator(
                kind,
                "mine",
                host,
                hypervisor,
                technique,
                "linux-5.4",
                OptionalDouble.empty(),
                Optional.empty(),
                kind == LogKind.LMBENCH ? Optional.of(Logs.shipped("lmbench-host.txt")) : Optional.empty(),
                Optional.empty());
    }

    private static List<Calibrator> bases(LogKind kind) throws ScenarioException {
        List<Calibrator> bases = new ArrayList<>();
        for (String host : Logs.LIBRARY.names(Kinds.HOST)) {
            bases.add(calibrator(kind, Optional.of(host), Optional.empty(), Optional.of("nested-paging")));
        }
        for (String hypervisor : Logs.LIBRARY.names(Kinds.HYPERVISOR)) {
            for (String technique :
                    Logs.LIBRARY.get(Kinds.HYPERVISOR, hypervisor).techniques().keySet()) {
                bases.add(calibrator(kind, Optional.empty(), Optional.of(hypervisor), Optional.of(technique)));
            }
        }
        return bases;
    }

    @Test
    void whatIsWrittenOverAnyBaseCanBeRead(@TempDir Path folder) throws ScenarioException, IOException {
        Path file = Files.createDirectories(folder.resolve("library")).resolve("mine.yaml");
        int read = 0;
        for (LogKind kind : List.of(LogKind.VMEXIT, LogKind.PERF_KVM_STAT, LogKind.LMBENCH)) {
            String log = kind == LogKind.LMBENCH ? "lmbench-guest.txt" : kind.word() + ".txt";
            for (Calibrator base : bases(kind)) {
                Calibration found;
                try {
                    found = base.of(Logs.shipped(log), Logs.LIBRARY);
                } catch (ScenarioException refused) {
                    assertThat(refused.render()).contains("error: ");
                    continue;
                }
                Files.writeString(file, found.library());
                Problems problems = new Problems();
                Library own = Library.beside(folder, problems);
                assertThat(problems.isEmpty()).isTrue();
                if (found.kinds().contains("hosts")) {
                    assertThat(own.get(Kinds.HOST, "mine").clockHz()).isPositive();
                }
                if (found.kinds().contains("hypervisors")) {
                    assertThat(own.get(Kinds.HYPERVISOR, "mine").techniques()).isNotEmpty();
                }
                read++;
            }
        }
        assertThat(read).isGreaterThan(100);
    }
}
