// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.NetworkDef;
import io.hvsim.scenario.library.WorkloadDef;
import io.hvsim.scenario.spec.PoolSpec;
import io.hvsim.scenario.spec.VmSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ToDoubleFunction;

/**
 * How busy each resource is that a VM group uses. CPUs were measured; of disk and network follow from what was measured by
 * the utilization law: requests per second times the mean time that one keeps a place busy, over the number of places.
 *
 * <p>Source: Denning and Buzen, "The Operational Analysis of Queueing Network Models", ACM Computing Surveys 10 (1978).
 * Differs from the source in: a disk that serves waiting requests in another order is counted at the service time of a single
 * request, which is an upper bound.
 */
record Utilizations(Measured measured) {
    private static final double NS_PER_SECOND = 1e9;

    /** Those of which the group uses any, in the order of {@link Resource}. */
    List<ResourceUse> all() {
        List<ResourceUse> uses = new ArrayList<>();
        VmSpec vm = measured.vm();
        add(uses, Resource.VCPUS, measured.running(), vm.vcpus() == 1 ? "the vCPU of each VM" : "the vCPUs of each VM");
        addPcpus(uses);
        addLimit(uses);
        add(uses, Resource.DISK, disk(), "the disk of each VM");
        add(uses, Resource.NETWORK, network(), "the network link of each VM");
        // one thread for each VM
        add(uses, Resource.BACK_END, measured.group("esxtop.sys") * vm.vcpus(), Resource.BACK_END.words());
        for (Resource resource :
                List.of(Resource.LOCKS, Resource.HOST_MEMORY, Resource.SIBLING_VCPUS, Resource.LIVE_MIGRATION)) {
            ResourceUse use = ResourceUse.of(resource, Double.NaN, name(resource), measured);
            if (use.latencyShare() > 0) {
                uses.add(use);
            }
        }
        return List.copyOf(uses);
    }

    /** Without overcommit only a live migration leaves memory behind. */
    private String name(Resource resource) {
        return resource == Resource.HOST_MEMORY && measured.spec().overcommit().isEmpty()
                ? "memory that the live migration has left behind"
                : resource.words();
    }

    private void add(List<ResourceUse> uses, Resource resource, double utilization, String name) {
        if (utilization > 0) {
            uses.add(ResourceUse.of(resource, utilization, name, measured));
        }
    }

    /** All pCPUs of the host, or those that the group is bound to, whichever are busier. */
    private void addPcpus(List<ResourceUse> uses) {
        double all = measured.host("host.utilization");
        List<Integer> own = measured.vm().affinity();
        double there =
                own.isEmpty() ? 0 : sum(other -> other.vm().affinity().equals(own) ? other.pcpus() : 0) / own.size();
        add(
                uses,
                Resource.PCPUS,
                Math.max(all, there),
                there > all ? "the pCPUs of its affinity" : Resource.PCPUS.words());
    }

    private double sum(ToDoubleFunction<Measured> value) {
        return measured.spec().vms().stream()
                .map(measured::of)
                .mapToDouble(value)
                .sum();
    }

    /** Its own limit or that of a pool around it, whichever is nearer. */
    private void addLimit(List<ResourceUse> uses) {
        double clockHz = measured.spec().host().clockHz();
        VmSpec vm = measured.vm();
        double used = 0;
        String name = Resource.CPU_LIMIT.words();
        if (vm.limitHz().isPresent()) {
            used = measured.running() * vm.vcpus() * clockHz / vm.limitHz().getAsDouble();
        }
        for (Optional<PoolSpec> pool = pool(vm.pool());
                pool.isPresent();
                pool = pool(pool.get().in())) {
            PoolSpec each = pool.get();
            if (each.limitHz().isPresent()) {
                double together = sum(other -> isIn(other.vm().pool(), each.name()) ? other.pcpus() : 0)
                        * clockHz
                        / each.limitHz().getAsDouble();
                name = together > used ? "the CPU limit of pool " + each.name() : name;
                used = Math.max(used, together);
            }
        }
        add(uses, Resource.CPU_LIMIT, used, name);
    }

    private Optional<PoolSpec> pool(Optional<String> name) {
        return name.map(measured.spec().pools()::get);
    }

    private boolean isIn(Optional<String> pool, String outer) {
        return pool.isPresent() && (pool.get().equals(outer) || isIn(pool(pool).flatMap(PoolSpec::in), outer));
    }

    private double disk() {
        DiskDef disk = measured.vm().devices().disk();
        double[] sums = new double[3]; // requests, nanoseconds of service, bytes of one run of the program
        each(measured.vm().workload().program(), 1, (step, times) -> {
            if (step instanceof WorkloadDef.Step.Disk access) {
                double requests = times * access.requests().at(measured.spec().figures());
                sums[0] += requests;
                sums[1] += requests
                        * (access.write() ? disk.writeServiceNs() : disk.serviceNs())
                                .at(measured.spec().figures())
                                .distribution()
                                .mean();
                sums[2] += requests * access.sizeBytes().at(measured.spec().figures());
            }
        });
        double perSecond = measured.group("disk.requests") / measured.vm().count();
        if (sums[0] == 0) {
            return 0;
        }
        double places = perSecond * sums[1] / sums[0] / NS_PER_SECOND / disk.parallel();
        double link = disk.bandwidthBytesPerSecond()
                .map(bandwidth -> perSecond
                        * sums[2]
                        / sums[0]
                        / bandwidth.at(measured.spec().figures()))
                .orElse(0.0);
        return Math.max(places, link);
    }

    /** Shows {@code visitor} each step that is carried out, with how often it is. */
    private void each(List<WorkloadDef.Step> steps, double times, ObjDoubleConsumer<WorkloadDef.Step> visitor) {
        for (WorkloadDef.Step step : steps) {
            if (step instanceof WorkloadDef.Step.Repeat repeat) {
                each(repeat.steps(), times * repeat.times().at(measured.spec().figures()), visitor);
            } else if (step instanceof WorkloadDef.Step.Locked locked) {
                each(locked.steps(), times, visitor);
            } else {
                visitor.accept(step, times);
            }
        }
    }

    /** The busier direction. */
    private double network() {
        VmSpec vm = measured.vm();
        NetworkDef net = vm.devices().net();
        double header = net.packetHeaderBytes()
                .map(bytes -> bytes.at(measured.spec().figures()))
                .orElse(0.0);
        double in = vm.workload()
                .network()
                .map(traffic -> traffic.requestBytes().at(measured.spec().figures()))
                .orElse(0.0);
        double out = vm.workload()
                        .network()
                        .map(traffic ->
                                traffic.responseBytes().at(measured.spec().figures()))
                        .orElse(0.0)
                + sent();
        double requests = measured.group("throughput");
        double busier = Math.max(
                requests * in + header * measured.group("net.packets-in"),
                requests * out + header * measured.group("net.packets-out"));
        return busier
                / vm.count()
                / net.bandwidthBytesPerSecond().at(measured.spec().figures());
    }

    /** Bytes that one run of the program sends beside its response. */
    private double sent() {
        double[] bytes = new double[1];
        each(measured.vm().workload().program(), 1, (step, times) -> {
            if (step instanceof WorkloadDef.Step.Send send) {
                bytes[0] += times * send.sizeBytes().at(measured.spec().figures());
            }
        });
        return bytes[0];
    }
}
