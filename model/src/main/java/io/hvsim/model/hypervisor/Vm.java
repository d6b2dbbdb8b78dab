// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import java.util.ArrayList;
import java.util.List;

/** A virtual machine as the hypervisor keeps it: its vCPUs, and which of them a pause-loop exit boosted last. */
final class Vm {
    final List<Vcpu> vcpus = new ArrayList<>();
    int lastBoosted;
}
