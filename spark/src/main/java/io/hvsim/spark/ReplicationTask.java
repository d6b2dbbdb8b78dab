// SPDX-License-Identifier: Apache-2.0
package io.hvsim.spark;

import io.hvsim.output.store.RunCodec;
import java.io.Serializable;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * What a machine of the cluster does for one replication.
 *
 * @param warmupNs simulated time to cut, in nanoseconds
 */
record ReplicationTask(int point, int replication, long warmupNs) implements Serializable {

    /**
     * What came of it.
     *
     * @param run the replication, packed; null if it failed
     * @param failure null if it did not. It is an answer and not thrown, since Spark would run a failed task again, and a
     *     replication fails each time alike
     */
    record Answer(byte[] run, IllegalStateException failure) implements Serializable {}

    /** Does tasks of a scenario. */
    record Worker(Broadcast<SentScenario> scenario) implements Function<ReplicationTask, Answer> {
        @Override
        public Answer call(ReplicationTask task) throws Exception {
            try {
                return new Answer(
                        RunCodec.pack(scenario.value().run(task.point, task.replication, task.warmupNs)), null);
            } catch (RuntimeException failed) {
                IllegalStateException told = new IllegalStateException(failed.getMessage());
                told.setStackTrace(failed.getStackTrace()); // what was thrown may hold parts of the model
                return new Answer(null, told);
            }
        }
    }
}
