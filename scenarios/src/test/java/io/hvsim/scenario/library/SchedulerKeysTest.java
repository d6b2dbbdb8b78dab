// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hvsim.model.scheduling.CoreScheduling;
import io.hvsim.model.scheduling.EsxShareScheduler;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.ScenarioException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerKeysTest {

    @Test
    void presetOfAnotherPresetKeepsWhatItDoesNotChange(@TempDir Path folder) throws Exception {
        SchedulerDef def = read(folder, "extends: esx-3\ntitle: Mine\n");
        assertThat(def.policy()).isEqualTo("esx-share");
        assertThat(def.numbers().get("quantum").value()).isEqualTo(50e6);
    }

    @Test
    void missingParameterIsReported(@TempDir Path folder) {
        assertThatThrownBy(() -> read(folder, "title: Mine\npolicy: round-robin\n"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("policy round-robin needs the parameter 'quantum'")
                .hasMessageContaining("add 'quantum': how long a vCPU runs before the next one has its turn");
    }

    @Test
    void granularityWrapsThePolicy(@TempDir Path folder) throws Exception {
        assertThat(Schedulers.create(read(folder, "extends: esx-3\ngranularity: core\n")))
                .isInstanceOf(CoreScheduling.class);
        assertThat(Schedulers.create(read(folder, "extends: esx-3\n"))).isInstanceOf(EsxShareScheduler.class);
    }

    @Test
    void presetsOfEsxAreWhole(@TempDir Path folder) throws Exception {
        for (String preset : new String[] {"esx-2", "esx-3", "esx-4", "vsphere-5"}) {
            SchedulerDef def = read(folder, "extends: " + preset + "\n");
            assertThat(def.policy()).isEqualTo(preset.equals("esx-2") ? "esx-strict" : "esx-share");
            assertThat(def.numbers().get("preemption-margin").value()).isEqualTo(5e6);
        }
    }

    @Test
    void quantumOfNothingIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() ->
                        read(folder, "title: Mine\npolicy: round-robin\nquantum: {value: 0 ms, assumed: a test}\n"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("too small");
    }

    private static SchedulerDef read(Path folder, String text) throws Exception {
        Path file = folder.resolve("library/schedulers/mine.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Library.beside(folder, new Problems()).get(Kinds.SCHEDULER, "mine");
    }
}
