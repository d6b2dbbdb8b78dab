// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.engine.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkModelTest {

    private static NetworkModel gigabit(double mtuBytes, double headerBytes, double segmentBytes) {
        return new NetworkModel(1e9, 1000, 0, 10_000, mtuBytes, headerBytes, segmentBytes);
    }

    /** 64 KiB are 44 packets of 1500 bytes or 8 of 9000; a request of 600 bytes in 6 packets has 5 without data. */
    @ParameterizedTest
    @CsvSource({
        "65536, 44, 1500, 1500, 44",
        "65536, 44, 1500, 65536, 1",
        "65537, 44, 1500, 65536, 2",
        "65536, 8, 9000, 65536, 1",
        "600, 6, 1500, 65536, 6",
        "8000, 8, 1500, 65536, 3",
        "8000, 2, 1500, 65536, 1",
        "0, 3, 1500, 65536, 3"
    })
    void segmentationOffloadLeavesOnePacketForEachSegment(
            double bytes, double packets, double mtu, double segment, double handled) {
        assertThat(gigabit(mtu, 0, segment).handledPackets(bytes, packets)).isEqualTo(handled);
    }

    /** 1410 bytes and 90 of headers are 12 us at 1 Gb/s, then 1 us of delay; the next message follows. */
    @Test
    void wireCarriesHeadersWithEachPacket() {
        Wire wire = new Wire(new Simulation(), gigabit(1500, 90, 1500));
        assertThat(wire.transmit(1410, 1)).isEqualTo(13_000);
        assertThat(wire.transmit(2820, 2)).isEqualTo(37_000);
        assertThat(wire.backlogNs()).isEqualTo(36_000);
        assertThat(wire.packets()).isEqualTo(3);
    }
}
