// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;

/** Runs scenarios of one VM group called {@code vm}, given as text. */
final class Runs {
    private Runs() {}

    /** A scenario of one VM until its batch is done. */
    static String batch(String host, String hypervisor, String guest, String technique, String workload) {
        return """
                title: test
                host: %s
                hypervisor: %s
                vms:
                  vm: {guest: %s, technique: %s, vmi: %s, workload: %s}
                run: {until: done, replications: 1}
                """.formatted(host, hypervisor, guest, technique, technique.equals("vmi"), workload);
    }

    static ScenarioSpec spec(String text) {
        try {
            return Scenario.parse(text, "test.yaml", List.of()).points().get(0).spec();
        } catch (ScenarioException wrong) {
            throw new AssertionError(wrong.render(), wrong);
        }
    }

    static RunResult run(String text) {
        ScenarioSpec spec = spec(text);
        return HostSimulation.run(Assembler.plan(spec, 0, spec.run().warmupNs().orElse(0)));
    }

    static double value(RunResult result, String metric) {
        return result.metrics().stream()
                .filter(each -> each.name().equals(metric))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElseThrow();
    }

    static double makespan(String host, String hypervisor, String guest, String technique, String workload) {
        return value(run(batch(host, hypervisor, guest, technique, workload)), "makespan");
    }
}
