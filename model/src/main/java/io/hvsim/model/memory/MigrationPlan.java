// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * A live migration of a VM.
 *
 * @param startNs when it begins, since the start of the run
 * @param linkBytesPerSecond what the link between the hosts carries, above 0; nothing else uses it
 * @param tracking how dirty pages are found
 * @param stateBytes state of vCPUs and devices, sent while the VM is stopped
 * @param switchOverNs what else keeps the VM stopped: pausing it, and starting it on the other host
 * @param fetchNs time after which a page that is fetched during post-copy begins to arrive
 */
public record MigrationPlan(
        long startNs,
        MigrationPolicy policy,
        double linkBytesPerSecond,
        DirtyTracking tracking,
        long stateBytes,
        long switchOverNs,
        long fetchNs) {}
