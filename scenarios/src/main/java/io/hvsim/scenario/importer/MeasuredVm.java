// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.LoadRow;

/** What a series says of one VM in all. Means are over a time in which gaps between rows count as idle. */
final class MeasuredVm {
    private int vcpus;
    private double mostDemand;
    private double demanded;
    private final Share ready = new Share();
    private final Share coStop = new Share();

    /** A share of time; time for which it is unknown is left out. */
    private static final class Share {
        private double held;
        private double unknown;
        private boolean isKnown;

        void add(double share, double seconds) {
            if (Double.isNaN(share)) {
                unknown += seconds;
            } else {
                held += share * seconds;
                isKnown = true;
            }
        }

        double mean(double seconds) {
            return isKnown ? held / (seconds - unknown) : Double.NaN;
        }
    }

    void add(LoadRow.Demand row) {
        vcpus = Math.max(vcpus, row.vcpus());
        mostDemand = Math.max(mostDemand, row.demand());
        demanded += row.demand() * row.duration();
        ready.add(row.ready(), row.duration());
        coStop.add(row.coStop(), row.duration());
    }

    /** As the trace says, else the fewest that its use needs. */
    int vcpus() {
        return saysVcpus() ? vcpus : Math.max(1, (int) Math.ceil(mostDemand));
    }

    boolean saysVcpus() {
        return vcpus > 0;
    }

    /** Share of {@code seconds} that its vCPUs ran. */
    double used(double seconds) {
        return demanded / vcpus() / seconds;
    }

    /** Share of {@code seconds} that its vCPUs were ready, {@code NaN} when never known. */
    double ready(double seconds) {
        return ready.mean(seconds);
    }

    /** The same for co-stop. */
    double coStop(double seconds) {
        return coStop.mean(seconds);
    }
}
