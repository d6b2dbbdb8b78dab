// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.report.Provenance;
import io.hvsim.output.store.ResultStore;
import java.io.IOException;
import java.util.Optional;

/**
 * A run with all that its files are written from.
 *
 * @param store where the replications of {@code result} are read from, in the folder of the run; empty when the result has them
 *     itself
 */
public record StoredRun(ExperimentResult result, Provenance provenance, Optional<ResultStore> store)
        implements AutoCloseable {

    /** A run whose result has its replications itself. */
    public static StoredRun of(ExperimentResult result, Provenance provenance) {
        return new StoredRun(result, provenance, Optional.empty());
    }

    @Override
    public void close() throws IOException {
        if (store.isPresent()) {
            store.get().close();
        }
    }
}
