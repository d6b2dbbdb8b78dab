// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.model.result.Spans;
import io.hvsim.model.result.Timeline;
import java.util.List;
import java.util.stream.IntStream;

/** Made-up timelines. */
public final class Timelines {
    private static final int NONE = Spans.NONE;

    private Timelines() {}

    /** From 2 to 12 µs, of one vCPU on one pCPU that serves the requests of one task. */
    public static Timeline ofOneVcpu() {
        Spans states = new Spans();
        states.add(2_000, 3_500, 0, 0, 1, NONE);
        states.add(3_500, 4_000, 0, 1, NONE, NONE);
        states.add(4_000, 9_000, 0, 2, NONE, NONE);
        states.add(9_000, 12_000, 0, 3, 2, 5);
        Spans occupancies = new Spans();
        occupancies.add(2_000, 4_000, 0, 0, NONE, NONE);
        occupancies.add(9_000, 12_000, 0, 0, NONE, NONE);
        Spans exits = new Spans();
        exits.add(3_500, 3_500, 0, 1, NONE, 1);
        Spans interrupts = new Spans();
        interrupts.add(8_250, 9_000, 0, 4, NONE, 6);
        Spans requests = new Spans();
        requests.add(750, 3_500, 0, 0, 1, 1);
        requests.add(7_000, 12_000, 0, 0, 2, 0);
        Spans waits = new Spans();
        waits.add(7_000, 8_250, 0, 4, 2, NONE);
        return new Timeline(
                2_000,
                12_000,
                false,
                1,
                List.of(new Timeline.Vm("web", "web", true)),
                List.of(new Timeline.Track(0, 0)),
                List.of(new Timeline.Track(0, 0)),
                List.of("user", "overhead.hlt", Timeline.IDLE, "spin", "network", "inode", "posted"),
                states,
                occupancies,
                exits,
                interrupts,
                requests,
                waits,
                new Spans());
    }

    /** Of so many vCPUs on as many pCPUs, of which vCPU {@code n} works for {@code n} µs of 1 ms. */
    public static Timeline ofManyVcpus(int count) {
        Spans states = new Spans();
        Spans occupancies = new Spans();
        for (int vcpu = 0; vcpu < count; vcpu++) {
            states.add(0, vcpu * 1_000L, vcpu, 0, NONE, NONE);
            states.add(vcpu * 1_000L, 1_000_000, vcpu, 1, NONE, NONE);
            occupancies.add(0, vcpu * 1_000L, vcpu, vcpu, NONE, NONE);
        }
        return new Timeline(
                0,
                1_000_000,
                false,
                count,
                List.of(new Timeline.Vm("web", "web", false)),
                IntStream.range(0, count)
                        .mapToObj(vcpu -> new Timeline.Track(0, vcpu))
                        .toList(),
                List.of(),
                List.of("user", Timeline.IDLE),
                states,
                occupancies,
                new Spans(),
                new Spans(),
                new Spans(),
                new Spans(),
                new Spans());
    }
}
