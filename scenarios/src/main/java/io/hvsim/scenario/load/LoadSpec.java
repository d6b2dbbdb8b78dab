// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.load;

import io.hvsim.scenario.figure.DistributionSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleBiFunction;

/** How work comes to a VM. Each VM of a group has a source of its own with these parameters. */
public sealed interface LoadSpec {

    /** Requests that are under way in the guest at a time, at most; empty for no limit. */
    OptionalInt workers();

    /**
     * Requests arrive from outside whatever the system does.
     *
     * @param ratePerSecond mean arrivals per second and VM
     * @param interarrivalNs time between arrivals; its mean is 1 / {@code ratePerSecond}
     */
    record Open(double ratePerSecond, DistributionSpec interarrivalNs, OptionalInt workers) implements LoadSpec {}

    /**
     * A fixed number of clients, each of which thinks, asks and waits for the answer.
     *
     * @param thinkNs time between an answer and the client's next request
     */
    record Closed(int clients, DistributionSpec thinkNs, OptionalInt workers) implements LoadSpec {}

    /**
     * A fixed amount of work, there from the start.
     *
     * @param jobs units of work in all, per VM
     */
    record Batch(long jobs, OptionalInt workers) implements LoadSpec {}

    /**
     * What a trace says: arrivals, or demand for CPU time. The VMs of a group take those of the file in turn.
     *
     * @param vm the VM of the file that all take instead; empty for each its own
     * @param startSeconds where in the trace they begin
     * @param speed seconds of the trace that pass in one second
     * @param burstNs CPU time of a burst of demand; empty for arrivals
     */
    record Trace(
            LoadFile file,
            Optional<String> vm,
            double startSeconds,
            double speed,
            Optional<DistributionSpec> burstNs,
            OptionalInt workers)
            implements LoadSpec {

        /** The VMs of the file that take part. */
        public List<String> vms() {
            return vm.map(List::of).orElseGet(file::vms);
        }

        /** The share of their time that the first VMs of that number were ready, as measured over all of the series; empty when unknown. */
        public OptionalDouble measuredReady(int count) {
            return measured(count, LoadFile.Rows::workOrReady);
        }

        /** The same for co-stop. */
        public OptionalDouble measuredCoStop(int count) {
            return measured(count, LoadFile.Rows::coStop);
        }

        private OptionalDouble measured(int count, ToDoubleBiFunction<LoadFile.Rows, Integer> share) {
            double seconds = 0;
            double held = 0;
            for (String each : vms().subList(0, Math.min(count, vms().size()))) {
                LoadFile.Rows rows = file.rows(each);
                for (int row = firstRow(rows); row < rows.count(); row++) {
                    seconds += rows.duration(row);
                    held += rows.duration(row) * share.applyAsDouble(rows, row);
                }
            }
            return file.isDemand() && seconds > 0 && !Double.isNaN(held)
                    ? OptionalDouble.of(held / seconds)
                    : OptionalDouble.empty();
        }

        /** The first row that is not over at the start. */
        public int firstRow(LoadFile.Rows rows) {
            int first = 0;
            while (first < rows.count() && rows.time(first) + rows.duration(first) < startSeconds) {
                first++;
            }
            return first;
        }

        /** The VM of the file that the VM of that number in its group follows. */
        public String vmOf(int number) {
            return vms().get(number % vms().size());
        }
    }
}
