// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomStreamTest {
    private static long[] first(RandomStream stream, int count) {
        return LongStream.generate(stream::nextLong).limit(count).toArray();
    }

    @Test
    void givesTheSameNumbersForTheSameSeedReplicationAndSource() {
        assertThat(first(RandomStream.of(42, 3, "web.arrivals"), 100))
                .isEqualTo(first(RandomStream.of(42, 3, "web.arrivals"), 100));
    }

    @Test
    void doesNotDependOnOtherStreamsOrTheOrderOfTheirCreation() {
        RandomStream alone = RandomStream.of(42, 0, "b");
        long[] expected = first(alone, 10);
        RandomStream a = RandomStream.of(42, 0, "a");
        a.nextGaussian();
        RandomStream b = RandomStream.of(42, 0, "b");
        a.nextLong();
        assertThat(first(b, 10)).isEqualTo(expected);
    }

    /** Computed once: a change means that every published result of a seed changes. */
    @Test
    void keepsItsNumbersFromReleaseToReleaseOnEveryJdk() {
        RandomStream stream = RandomStream.of(42, 3, "arrivals");
        assertThat(stream.nextLong()).isEqualTo(716827505464341040L);
        assertThat(stream.nextDouble()).isEqualTo(0.8529978647637044);
        assertThat(stream.nextExponential()).isEqualTo(2.8611741687474614);
        assertThat(stream.nextGaussian()).isEqualTo(1.6221853959412016);
        assertThat(stream.nextInt(1_000)).isEqualTo(481);
    }

    @Test
    void startsElsewhereForEverySeedReplicationAndSource() {
        Set<Long> starts = new HashSet<>();
        for (int seed = -15; seed < 15; seed++) {
            for (int replication = 0; replication < 30; replication++) {
                for (int source = 0; source < 30; source++) {
                    starts.add(RandomStream.of(seed, replication, "client-" + source)
                            .nextLong());
                }
            }
        }
        assertThat(starts).hasSize(27_000);
    }

    /** Of 64 x 20,000 pairs of bits half should agree: 640,000, with a standard deviation of 566. */
    @ParameterizedTest
    @CsvSource({"1, 0, b", "2, 0, a", "1, 1, a", "1, 0, aa", "0, 1, a", "1, 0, ''"})
    void isUnrelatedToItsNeighbours(long seed, int replication, String source) {
        RandomStream one = RandomStream.of(1, 0, "a");
        RandomStream other = RandomStream.of(seed, replication, source);
        long agreeing = 0;
        for (int i = 0; i < 20_000; i++) {
            agreeing += Long.bitCount(~(one.nextLong() ^ other.nextLong()));
        }
        assertThat(agreeing).isBetween(640_000L - 4 * 566, 640_000L + 4 * 566);
    }

    /** The first numbers of neighbouring streams, taken as one sequence, are uniform: chi-square with 99 degrees. */
    @Test
    void firstNumbersOfManyStreamsAreUniform() {
        int[] counts = new int[100];
        for (int i = 0; i < 100_000; i++) {
            counts[(int) (100 * RandomStream.of(7, 0, "vm-" + i).nextDouble())]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 1_000.0) * (count - 1_000.0) / 1_000;
        }
        assertThat(chiSquare).isBetween(58.0, 148.2); // 0.05 % and 99.9 % quantiles
    }

    @Test
    void standardVariatesHaveTheirMoments() {
        RandomStream stream = RandomStream.of(9, 0, "moments");
        Moments uniform = Moments.of(stream::nextDouble, 1_000_000);
        Moments exponential = Moments.of(stream::nextExponential, 1_000_000);
        Moments gaussian = Moments.of(stream::nextGaussian, 1_000_000);
        uniform.assertMeanAndVariance(0.5, 1.0 / 12);
        exponential.assertMeanAndVariance(1, 1);
        gaussian.assertMeanAndVariance(0, 1);
    }

    @Test
    void refusesABoundOfZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RandomStream.of(1, 0, "a").nextInt(0));
    }
}
