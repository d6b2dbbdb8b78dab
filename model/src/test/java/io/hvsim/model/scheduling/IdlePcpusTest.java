// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.machine.Topology;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class IdlePcpusTest {

    /** After any changes, searches find what a look at each pCPU would, also where the last core lacks threads. */
    @Property(tries = 200)
    void searchesFindTheFirstOfThoseThatQualify(
            @ForAll @IntRange(min = 1, max = 150) int pcpus,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll long seed) {
        Random random = new Random(seed);
        IdlePcpus idle = new IdlePcpus(new Topology(pcpus, threads, 8));
        boolean[] expected = new boolean[pcpus];
        Arrays.fill(expected, true);
        BitSet among = new BitSet();
        for (int i = 0; i < 3 * pcpus; i++) {
            int pcpu = random.nextInt(pcpus);
            expected[pcpu] = random.nextInt(3) > 0;
            idle.set(pcpu, expected[pcpu]);
            among.flip(random.nextInt(pcpus));
        }
        int from = random.nextInt(pcpus);
        int count = 0;
        int first = -1;
        int firstAlone = -1;
        for (int pcpu = pcpus - 1; pcpu >= 0; pcpu--) {
            boolean alone = true;
            for (int twin = pcpu / threads * threads; twin < Math.min(pcpus, (pcpu / threads + 1) * threads); twin++) {
                alone &= expected[twin];
            }
            assertThat(idle.contains(pcpu)).isEqualTo(expected[pcpu]);
            assertThat(idle.isCoreIdle(pcpu)).isEqualTo(alone);
            count += expected[pcpu] ? 1 : 0;
            first = pcpu >= from && expected[pcpu] && among.get(pcpu) ? pcpu : first;
            firstAlone = pcpu >= from && alone && among.get(pcpu) ? pcpu : firstAlone;
        }
        assertThat(idle.count()).isEqualTo(count);
        assertThat(idle.next(among, false, from)).isEqualTo(first);
        assertThat(idle.next(among, true, from)).isEqualTo(firstAlone);
        int end = from + random.nextInt(pcpus);
        assertThat(idle.next(among, false, from, end)).isEqualTo(first < end ? first : -1);
    }
}
