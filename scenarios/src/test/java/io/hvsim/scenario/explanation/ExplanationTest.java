// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.technique.Cause;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.PairedDifference;
import io.hvsim.scenario.experiment.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Systems of which it is known what is wrong and what would help. */
class ExplanationTest {
    private static final String LIMITED = """
            title: throttled
            host: ideal
            hypervisor: {extends: ideal, scheduler: linux-eevdf-6.18y}
            vms:
              vm: {guest: ideal, limit: 100 MHz, workload: ideal-service, load: {open: {rate: 60/s, arrivals: poisson}}}
            run: {warmup: 2 s, duration: 30 s, replications: 2, seed: 5}
            """;

    @Test
    void aThrottledVmNeedsNoLimit() throws Exception {
        Explanation explanation = Explained.explanation(LIMITED, "latency.p99", 6);
        assertThat(explanation.bottleneck().resource().orElseThrow().resource()).isEqualTo(Resource.CPU_LIMIT);
        assertThat(explanation.latency().get(0).cause()).isEqualTo(Cause.CAPPED);
        assertThat(Explained.best(explanation)).startsWith("no limit", "twice the limit");
    }

    @Test
    void vmsThatWaitForPcpusNeedMorePcpusOrFewerVms() throws Exception {
        Explanation explanation = Explained.explanation("""
                title: too many
                host: ideal
                hypervisor: ideal
                vms:
                  vm: {count: 6, guest: ideal, workload: ideal-service, load: {open: {rate: 650/s, arrivals: poisson}}}
                run: {warmup: 2 s, duration: 10 s, replications: 2, seed: 5}
                """, "latency.p99", 20);
        assertThat(explanation.bottleneck().resource().orElseThrow().resource()).isEqualTo(Resource.PCPUS);
        assertThat(Explained.best(explanation)).contains("5 pCPUs", "5 VMs of vm");
    }

    @Test
    void aGuestThatChangesPageTablesNeedsAnotherTechnique() throws Exception {
        Explanation explanation = Explained.explanation("""
                title: page tables
                host: pentium-4-672
                hypervisor: esx-3.5
                vms:
                  vm: {guest: ubuntu-7.10, technique: hardware-assist, workload: mmu-stress}
                run: {until: done, replications: 2}
                """, "makespan", 20);
        assertThat(explanation.technique()).isEqualTo("hardware-assist");
        assertThat(Explained.best(explanation)).startsWith("technique vmi");
        assertThat(explanation.overhead().get(0).eachSeconds()).isPositive();
    }

    @Test
    void requestsThatWaitForADiskNeedAFasterOne() throws Exception {
        Explanation explanation = Explained.explanation(BottleneckTest.disk("hdd-7200"), "latency.p99", 20);
        assertThat(explanation.latency().get(0).cause()).isIn(Cause.DEVICE_QUEUE, Cause.DEVICE_SERVICE);
        assertThat(Explained.best(explanation)).contains("disk array", "a disk of twice the places");
    }

    @Test
    void atLowLoadOnlyAFasterCpuHelps() throws Exception {
        Explanation explanation = Explained.explanation("""
                title: low load
                host: ideal
                hypervisor: ideal
                vms:
                  vm: {guest: ideal, workload: ideal-service, load: {open: {rate: 20/s, arrivals: poisson}}}
                run: {warmup: 2 s, duration: 60 s, replications: 2, seed: 5}
                """, "latency.p99", 20);
        assertThat(explanation.bottleneck().kind()).isEqualTo(Bottleneck.Kind.NONE);
        assertThat(Explained.best(explanation)).first().isEqualTo("a clock of 1.1 GHz");
        assertThat(explanation.overhead()).isEmpty();
    }

    @Test
    void changesMeetTheRandomNumbersOfTheRun() throws Exception {
        Scenario scenario = Explained.scenario(LIMITED);
        Subject subject = Explained.subject(scenario, "latency.p99");
        Explanation.Plan plan = Explanation.plan(scenario, subject, 2, 1);
        Explanation explanation = Explanation.of(plan, Explanation.run(plan, new Experiment(1, Progress.SILENT)));
        assertThat(explanation.outcomes().get(0).before())
                .isEqualTo(subject.metric().mean());
    }

    @Test
    void halfOfAnExitIsHalfOfItsOverhead() throws Exception {
        Scenario scenario = Explained.scenario("""
                title: exits
                host: pentium-4-672
                hypervisor: esx-3.5
                vms:
                  vm: {guest: ubuntu-7.10, technique: hardware-assist, workload: mmu-stress}
                run: {until: done, replications: 2}
                """);
        Subject subject = Explained.subject(scenario, "makespan");
        OverheadPart costliest = OverheadPart.of(subject.measured()).stream()
                .filter(part -> part.cause().kind() == Cause.Kind.EXIT)
                .findFirst()
                .orElseThrow();
        Explanation.Plan plan = Explanation.plan(scenario, subject, 2, 20);
        Explanation explanation = Explanation.of(plan, Explanation.run(plan, new Experiment(2, Progress.SILENT)));
        Outcome half = explanation.outcomes().stream()
                .filter(outcome -> outcome.label()
                        .equals("half of all " + costliest.cause().label()))
                .findFirst()
                .orElseThrow();
        assertThat(-half.relative()).isBetween(0.45 * costliest.share(), 0.55 * costliest.share());
    }

    private static Explanation of(String metric, Outcome... outcomes) throws InterruptedException {
        Subject measured = Explained.subject(Explained.scenario(LIMITED), "latency.p99");
        Subject subject = new Subject(
                measured.point(),
                measured.result(),
                measured.group(),
                new MetricSummary("vm", metric, "s", 10, 9, 11, 5, List.of()),
                1,
                1);
        return new Explanation(subject, List.of(), "ideal", List.of(), List.of(), List.of(outcomes), 0, 0, 0);
    }

    private static Outcome outcome(String label, double by, double adjusted) {
        return new Outcome(
                label, List.of(), 10, 10 + by, new PairedDifference(5, by, by - 1, by + 1, adjusted / 2), adjusted);
    }

    @Test
    void theBestAreThoseThatHelpForSureAndEnough() throws Exception {
        Outcome[] outcomes = {
            outcome("worse", 5, 0.001),
            outcome("good", -3, 0.001),
            outcome("chance", -6, 0.4),
            outcome("unknown", Double.NaN, Double.NaN),
            outcome("better", -4, 0.01),
            outcome("little", -0.05, 0.001),
        };
        assertThat(Explained.best(of("latency.p99", outcomes))).containsExactly("better", "good");
        assertThat(Explained.best(of("throughput", outcomes))).containsExactly("worse");
        assertThat(Explained.best(of("cpu.ready", outcomes))).containsExactly("worse", "better", "good");
        assertThat(of("latency.p99", outcomes).unsure(0.05, 0.01))
                .extracting(Outcome::label)
                .containsExactly("chance");
        assertThat(of("latency.p99", outcomes).ranking().get(5).label()).isEqualTo("unknown");
    }
}
