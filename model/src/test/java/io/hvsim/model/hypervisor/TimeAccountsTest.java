// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.device.BackEndModel;
import io.hvsim.model.device.NotificationSuppression;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.memory.DirtyTracking;
import io.hvsim.model.memory.MigrationPlan;
import io.hvsim.model.memory.MigrationPolicy;
import io.hvsim.model.memory.PageUse;
import io.hvsim.model.memory.VmMemory;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Charge;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time of vCPUs in the terms of esxtop and steal time, on cases whose shares are known. */
class TimeAccountsTest {
    private static final Workload JOB = Plans.compute(Distributions.deterministic(1e6));
    private static final Load ALWAYS = new Load.Batch(1_000_000, 1);

    private static Plans busy(Plans plans, String name, int count, int vcpus) {
        return plans.vm(
                name,
                count,
                vcpus,
                1000,
                Plans.freeKernel(0, 100_000_000),
                Plans.FREE,
                JOB,
                new Load.Batch(1_000_000, vcpus));
    }

    private static void assertShare(RunResult result, String vm, String metric, double share) {
        assertThat(Plans.value(result, vm, metric)).as(vm + " " + metric).isCloseTo(share, within(1e-6));
    }

    private static void assertAddsUp(RunResult result, String vm) {
        double sum = 0;
        for (String part : List.of("run", "rdy", "cstp", "wait")) {
            sum += Plans.value(result, vm, "esxtop." + part);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(Plans.value(result, vm, "esxtop.idle") + Plans.value(result, vm, "esxtop.vmwait"))
                .isCloseTo(Plans.value(result, vm, "esxtop.wait"), within(1e-9));
        assertThat(Plans.value(result, vm, "esxtop.mlmtd")).isBetween(0.0, Plans.value(result, vm, "esxtop.rdy"));
    }

    @Test
    void halfOfAPcpuIsHalfReadyAndHalfStolen() {
        Plans plans = Plans.on(1).measure(0, 1);
        RunResult result = busy(busy(plans, "a", 1, 1), "b", 1, 1)
                .vm("idle", 1, 1000, Plans.freeKernel(0, 100_000_000), JOB, new Load.Idle())
                .run();
        for (String vm : List.of("a", "b")) {
            assertShare(result, vm, "esxtop.run", 0.5);
            assertShare(result, vm, "esxtop.rdy", 0.5);
            assertShare(result, vm, "steal.kvm", 0.5);
            assertShare(result, vm, "steal.xen", 0.5);
            assertAddsUp(result, vm);
        }
        assertShare(result, "idle", "esxtop.idle", 1);
        assertShare(result, "idle", "steal.kvm", 0);
        assertAddsUp(result, "idle");
    }

    /** A hog and a VM of a quarter of a pCPU at most: the limit is why that one is ready. */
    @Test
    void timeHeldBackByALimitIsReadyTimeToo() {
        RunResult result =
                busy(Plans.on(1).measure(0, 1).limit(0.25), "limited", 1, 1).run();
        double capped = Plans.value(result, "limited", "esxtop.mlmtd");
        assertThat(capped).isCloseTo(0.75, within(0.05));
        assertShare(result, "limited", "esxtop.rdy", capped);
        assertShare(result, "limited", "steal.kvm", capped);
        assertAddsUp(result, "limited");
    }

    /** Three VMs on two pCPUs in turns of 50 ms: after 120 ms one has waited for 20 ms and the others for 50 ms each. */
    @Test
    void worstVmIsTheOneThatWaitedLongest() {
        RunResult result = busy(Plans.on(2).measure(0, 0.12), "three", 3, 1).run();
        assertShare(result, "three", "esxtop.rdy", 40 / 120.0);
        assertShare(result, "three", "esxtop.rdy-worst", 50 / 120.0);
    }

    @Test
    void usedLeavesOutWhatIsLostToTheOtherThread() {
        Plans plans = Plans.on(2)
                .arranged(new Topology(2, 2, 1), new Sharing(0.575, 1))
                .measure(0, 1);
        RunResult result = busy(plans, "both", 2, 1).run();
        assertShare(result, "both", "esxtop.run", 1);
        assertShare(result, "both", "esxtop.used", 0.575);
    }

    @Test
    void backEndsRunBesideTheVcpusThatTheyServe() {
        Workload reading = new Workload("reading", null, List.of(Plans.READ));
        RunResult result = Plans.on(2)
                .backEnd(new BackEndModel(30_000, 10_000, NotificationSuppression.EVENT_INDEX, 1000))
                .measure(0, 1)
                .vm("vm", 1, 1000, Plans.freeKernel(0, 100_000_000), reading, ALWAYS)
                .run();
        double sys = Plans.value(result, "vm", "esxtop.sys");
        assertThat(sys).isPositive().isEqualTo(2 * Plans.value(result, "*", "host.back-ends"));
        assertShare(result, "vm", "esxtop.used", sys + Plans.value(result, "vm", "esxtop.run"));
        assertAddsUp(result, "vm");
    }

    /** Halted and stopped by the hypervisor are told apart; only Xen's guests call the latter stolen. */
    @Test
    void timeStoppedByAMigrationIsNotIdleAndStolenOnXenOnly() {
        PageUse use = new PageUse(262_144, 12_000, 12_000, PageUse.Pattern.SWEEP);
        MigrationPolicy xen = new MigrationPolicy(5, Double.POSITIVE_INFINITY, 50, 0, false, null, null, false);
        DirtyTracking free = new DirtyTracking(1_000_000, new Charge(Cause.DIRTY_TRACKING, 1, 0));
        VmMemory memory = new VmMemory(
                262_144, use, 262_144, 0, 0, new MigrationPlan(1_000_000_000, xen, 125e6, free, 0, 0, 100_000));
        RunResult result =
                busy(Plans.on(1).memory(memory).measure(0, 20), "moved", 1, 1).run();
        double stopped = Plans.value(result, "moved", "cpu.migration");
        assertThat(stopped).isPositive();
        assertShare(result, "moved", "esxtop.vmwait", stopped);
        assertShare(result, "moved", "esxtop.swpwt", 0);
        assertShare(result, "moved", "steal.kvm", 0);
        assertShare(result, "moved", "steal.xen", stopped);
        assertAddsUp(result, "moved");
    }
}
