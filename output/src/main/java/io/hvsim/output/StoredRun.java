// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.report.Provenance;

/** A run read back from its folder: enough to write all of its files again. */
public record StoredRun(ExperimentResult result, Provenance provenance) {}
