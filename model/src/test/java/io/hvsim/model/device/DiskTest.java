// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.guest.GuestCpu;
import io.hvsim.model.guest.Task;
import io.hvsim.model.guest.TaskBody;
import io.hvsim.model.technique.Cause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk and tasks that do nothing but wait for it. */
class DiskTest {
    private static final Distribution FIXED = Distributions.deterministic(100);
    private static final Distribution MEMORYLESS = Distributions.exponential(1e6);

    private final Simulation simulation = new Simulation();
    private final List<Long> doneAt = new ArrayList<>();
    private final List<Long> queuedNs = new ArrayList<>();

    private static DiskModel disk(Distribution serviceNs, int parallel, boolean striped, int depth) {
        return new DiskModel(serviceNs, serviceNs, parallel, striped, depth, 0, DiskModel.UNLIMITED, false);
    }

    private Disk of(DiskModel model) {
        return new Disk(model, RandomStream.of(1, 0, "disk"));
    }

    /** Reads, or writes, one after the other while {@code repeats}. */
    private final class Client implements TaskBody {
        private final Disk disk;
        private final boolean repeats;
        private final Task task = new Task(simulation, this);
        private final DiskRequest request = new DiskRequest(task);

        Client(Disk disk, boolean write, double bytes, boolean repeats) {
            this.disk = disk;
            this.repeats = repeats;
            request.describe(write, bytes);
            task.arrive();
            disk.submit(request);
        }

        @Override
        public boolean proceed(Task task, GuestCpu cpu) {
            throw new IllegalStateException("runs nowhere");
        }

        @Override
        public void expired(Task task) {
            if (!disk.advance(request)) {
                return;
            }
            task.checkBlame();
            doneAt.add(simulation.now());
            queuedNs.add(task.blame[Cause.DEVICE_QUEUE.ordinal()]);
            if (repeats) {
                task.arrive();
                disk.submit(request);
            }
        }
    }

    private void submit(Disk disk, int requests) {
        for (int i = 0; i < requests; i++) {
            new Client(disk, false, 1000, false);
        }
        simulation.run();
    }

    /** Two at a time, 100 ns each, however many of the three others are inside. */
    @ParameterizedTest
    @CsvSource({"2", "3", "5"})
    void fixedServiceOnTwoPlacesGoesByTwos(int depth) {
        submit(of(disk(FIXED, 2, false, depth)), 5);
        assertThat(doneAt).containsExactly(100L, 100L, 200L, 200L, 300L);
        assertThat(queuedNs).containsExactly(0L, 0L, 100L, 100L, 200L);
    }

    @Test
    void aDepthBelowThePlacesKeepsTheRestIdleAndTheWaitIsDeviceQueue() {
        submit(of(disk(FIXED, 4, false, 1)), 3);
        assertThat(doneAt).containsExactly(100L, 200L, 300L);
        assertThat(queuedNs).containsExactly(0L, 100L, 200L);
    }

    /** 1000 bytes at 20 GB/s are 50 ns on the one link: served at 100 and 100, there at 150 and 200; the third at 250. */
    @Test
    void dataOfAllPlacesCrossesOneLink() {
        submit(of(new DiskModel(FIXED, FIXED, 2, false, 8, 0, 20e9, false)), 3);
        assertThat(doneAt).containsExactly(150L, 200L, 250L);
        assertThat(queuedNs).containsExactly(0L, 50L, 100L);
    }

    @Test
    void writesHaveAServiceTimeOfTheirOwn() {
        Disk disk =
                of(new DiskModel(FIXED, Distributions.deterministic(30), 2, false, 8, 0, DiskModel.UNLIMITED, false));
        new Client(disk, true, 0, false);
        new Client(disk, false, 0, false);
        simulation.run();
        assertThat(doneAt).containsExactly(30L, 100L);
        assertThat(disk.requests()).isEqualTo(2);
    }

    /** Gain 0.5 and 4 requests: the first finds no other, then 3, 2 and 1 wait: 200 / (1 + 0.5 log2 3), 200 / 1.5, 200. */
    @Test
    void aChoiceAmongWaitingRequestsShortensTheirService() {
        Distribution turn = Distributions.deterministic(200);
        submit(of(new DiskModel(turn, turn, 1, false, 8, 0.5, DiskModel.UNLIMITED, false)), 4);
        assertThat(doneAt).containsExactly(200L, 200L + 112, 200L + 112 + 133, 200L + 112 + 133 + 200);
    }

    @Test
    void requestsOutsideTheDiskAreNoChoice() {
        Distribution turn = Distributions.deterministic(200);
        submit(of(new DiskModel(turn, turn, 1, false, 1, 0.5, DiskModel.UNLIMITED, false)), 3);
        assertThat(doneAt).containsExactly(200L, 400L, 600L);
    }

    private double perSecond(DiskModel model, int clients) {
        Disk disk = of(model);
        for (int i = 0; i < clients; i++) {
            new Client(disk, false, 0, true);
        }
        simulation.runUntil(300_000_000_000L);
        return doneAt.size() / 300.0;
    }

    /** n customers, c servers, d admitted: M/M/c with a population, whose rate is min(n, d, c) over the service time. */
    @ParameterizedTest
    @CsvSource({"1, 4, 8, 1000", "3, 4, 8, 3000", "16, 4, 8, 4000", "16, 4, 2, 2000"})
    void closedLoadOnFreePlacesMeetsItsClosedForm(int clients, int places, int depth, double rate) {
        assertThat(perSecond(disk(MEMORYLESS, places, false, depth), clients)).isCloseTo(rate, withinPercentage(1));
    }

    /** A balanced closed network of c stations and m customers has the rate c m / (m + c - 1), m being at most the depth. */
    @ParameterizedTest
    @CsvSource({"1, 8, 32, 1000", "8, 8, 32, 4266.7", "32, 8, 32, 6564.1", "64, 8, 32, 6564.1", "64, 8, 8, 4266.7"})
    void closedLoadOnAStripedDiskMeetsItsClosedForm(int clients, int places, int depth, double rate) {
        assertThat(perSecond(disk(MEMORYLESS, places, true, depth), clients)).isCloseTo(rate, withinPercentage(1));
    }
}
