// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

/** Which results are counted together. */
public enum Group {
    /** Those that test the model. */
    PREDICTED,
    /** Those that test it where more vCPUs than pCPUs want to run, and locks and schedulers decide. */
    OVERCOMMIT,
    /** Those that figures were chosen to meet, fewer figures than results. */
    FITTED,
    /** Those of suites with as many free parameters as results: identities. */
    CALIBRATION
}
