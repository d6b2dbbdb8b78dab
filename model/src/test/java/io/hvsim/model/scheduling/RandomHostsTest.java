// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static io.hvsim.model.scheduling.TestHost.MS;
import static io.hvsim.model.scheduling.TestHost.US;
import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Policies.Policy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies on hosts of any shape, with VMs of any size, affinity, limit and behaviour, drawn at random. */
class RandomHostsTest {
    private static final int HOSTS = 40;

    static Stream<Policy> policies() {
        return Policies.all().stream();
    }

    static Stream<Policy> budgeting() {
        return policies().filter(policy -> policy.name().startsWith("xen-credit2"));
    }

    /** {@link TestHost} throws when a vCPU runs twice, or where it may not, or with nothing to do. */
    @ParameterizedTest
    @MethodSource("policies")
    void noRuleIsBroken(Policy policy) {
        for (int i = 0; i < HOSTS; i++) {
            Drawn drawn = new Drawn(policy, i);
            drawn.host.runUntil(500 * MS);
            long ran = drawn.vms.stream()
                    .flatMap(List::stream)
                    .mapToLong(TestHost.Vcpu::ranNs)
                    .sum();
            assertThat(ran).as("host %d", i).isEqualTo(drawn.host.busyNs());
        }
    }

    @ParameterizedTest
    @MethodSource("budgeting")
    void noVmHasMoreThanItsLimit(Policy policy) {
        for (int i = 0; i < HOSTS; i++) {
            Drawn drawn = new Drawn(policy, i);
            drawn.host.runUntil(2_000 * MS);
            for (List<TestHost.Vcpu> vm : drawn.vms) {
                double share = vm.stream().mapToDouble(TestHost.Vcpu::share).sum();
                assertThat(share)
                        .as("%s of host %d", vm.get(0).name, i)
                        .isLessThanOrEqualTo(vm.get(0).contender.claim().limit() + 0.01);
            }
        }
    }

    /** A host with VMs on it. */
    private static final class Drawn {
        final TestHost host;
        final List<List<TestHost.Vcpu>> vms = new ArrayList<>();
        private final RandomStream random;

        Drawn(Policy policy, int number) {
            random = RandomStream.of(11, number, "hosts");
            int threads = 1 + random.nextInt(2);
            int cores = 1 + random.nextInt(4);
            int pcpus = threads * cores * (1 + random.nextInt(3));
            host = new TestHost(
                    new Topology(pcpus, threads, cores), policy.scheduler().get(), policy.parameters());
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                vms.add(host.vm("VM" + i, 1 + random.nextInt(4), claim(pcpus)));
                vms.get(i).forEach(this::occupy);
            }
        }

        private Claim claim(int pcpus) {
            BitSet affinity = host.all();
            if (random.nextInt(3) == 0) {
                int from = random.nextInt(pcpus);
                affinity = TestHost.pcpus(from, from + 1 + random.nextInt(pcpus - from));
            }
            double limit = random.nextInt(3) == 0 ? 0.05 + 2 * random.nextDouble() : Claim.UNLIMITED;
            return new Claim(100 + random.nextInt(4_000), 0, limit, affinity);
        }

        private void occupy(TestHost.Vcpu vcpu) {
            long at = random.nextInt(50_000) * US;
            long burst = (1 + random.nextInt(15_000)) * US;
            switch (random.nextInt(3)) {
                case 0 -> vcpu.hog(at);
                case 1 -> vcpu.closedLoop(at, burst, (1 + random.nextInt(20_000)) * US);
                default -> vcpu.periodic(at, burst, 10 * MS);
            }
        }
    }
}
